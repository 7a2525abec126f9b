"""CloudFormation: `AWS::SMSVOICE::ConfigurationSet`, made by calls to the gateway's End User Messaging.

MiniStack has neither the type nor the service. A stack makes, changes and deletes the set with the
rights of its role, so a right that the role lacks fails the stack as on AWS.
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-smsvoice-configurationset.html
"""

import os

from botocore.config import Config
from botocore.session import Session
from ministack.core import responses
from ministack.services.cloudformation import provisioners, stacks

from seams import replace, require
from stack_roles import credentials_of

TYPE = "AWS::SMSVOICE::ConfigurationSet"
SINKS = ("KinesisFirehoseDestination", "CloudWatchLogsDestination", "SnsDestination")

# Which stack a set belongs to, by account, region and name: a delete is told the name only.
OWNERS: dict[tuple[str, str, str], str] = {}


def install() -> None:
    """Adds the type, and makes its work wait on a thread: the gateway asks this server for permissions."""
    tables = ("_RESOURCE_HANDLERS", "_REPLACING_PROPERTIES", "_STACK_TAG_PROPERTY")
    require(provisioners, *tables, "_physical_name")
    provisioners._RESOURCE_HANDLERS[TYPE] = {"create": _create, "update": _update, "delete": _delete}
    provisioners._REPLACING_PROPERTIES[TYPE] = ("ConfigurationSetName",)
    provisioners._STACK_TAG_PROPERTY[TYPE] = ("Tags", "list")
    replace(stacks, "_runs_on_worker_thread", lambda original: lambda kind: kind == TYPE or original(kind))


def _create(logical_id: str, properties: dict, stack_name: str) -> tuple:
    name = properties.get("ConfigurationSetName") or provisioners._physical_name(stack_name, logical_id, max_len=64)
    client = _client(stack_name)
    made = client.create_configuration_set(ConfigurationSetName=name, Tags=_tags(properties))
    OWNERS[_key(name)] = stack_name
    try:
        _change(client, name, {}, properties)
    except Exception:
        # The stack does not know of the set yet: nobody else would delete it.
        _delete(name, properties)
        raise
    return name, {"Arn": made["ConfigurationSetArn"]}


def _update(name: str, old: dict, new: dict, stack_name: str) -> tuple:
    client = _client(stack_name)
    _change(client, name, old, new)
    arn = client.describe_configuration_sets(ConfigurationSetNames=[name])["ConfigurationSets"][0]["ConfigurationSetArn"]
    gone = {tag["Key"] for tag in _tags(old)} - {tag["Key"] for tag in _tags(new)}
    if gone:
        client.untag_resource(ResourceArn=arn, TagKeys=sorted(gone))
    if _tags(new) != _tags(old):
        client.tag_resource(ResourceArn=arn, Tags=_tags(new))
    return name, {"Arn": arn}


def _delete(name: str, _properties: dict) -> None:
    client = _client(OWNERS[_key(name)])
    try:
        client.delete_configuration_set(ConfigurationSetName=name)
    except client.exceptions.ResourceNotFoundException:
        pass
    del OWNERS[_key(name)]


def _change(client, name: str, old: dict, new: dict) -> None:
    if "ProtectConfigurationId" in new:
        raise ValueError("The sandbox has no protect configurations.")
    sender_id = new.get("DefaultSenderId")
    if sender_id != old.get("DefaultSenderId"):
        if sender_id:
            client.set_default_sender_id(ConfigurationSetName=name, SenderId=sender_id)
        else:
            client.delete_default_sender_id(ConfigurationSetName=name)
    feedback = _boolean(new.get("MessageFeedbackEnabled"))
    if feedback != _boolean(old.get("MessageFeedbackEnabled")):
        client.set_default_message_feedback_enabled(ConfigurationSetName=name, MessageFeedbackEnabled=feedback)
    _change_destinations(client, name, _destinations(old), _destinations(new))


def _change_destinations(client, name: str, old: dict[str, dict], new: dict[str, dict]) -> None:
    for gone in old.keys() - new.keys():
        client.delete_event_destination(ConfigurationSetName=name, EventDestinationName=gone)
    for destination_name, destination in new.items():
        before = old.get(destination_name)
        if before == destination:
            continue
        named = {"ConfigurationSetName": name, "EventDestinationName": destination_name}
        kinds = [kind for kind in SINKS if kind in destination]
        if before is not None and any(kind not in before for kind in kinds):
            # The kind of a sink cannot be changed.
            client.delete_event_destination(**named)
            before = None
        wanted = {**named, "MatchingEventTypes": destination["MatchingEventTypes"]}
        wanted |= {kind: destination[kind] for kind in kinds}
        enabled = _boolean(destination["Enabled"])
        if before is None:
            client.create_event_destination(**wanted)
        if before is not None or not enabled:
            client.update_event_destination(**wanted, Enabled=enabled)


def _client(stack_name: str):
    return Session().create_client(
        "pinpoint-sms-voice-v2",
        region_name=responses.get_region(),
        endpoint_url=os.environ["AWS_ENDPOINT_URL"],
        config=Config(retries={"total_max_attempts": 1}),
        **credentials_of(stack_name),
    )


def _key(name: str) -> tuple[str, str, str]:
    return responses.get_account_id(), responses.get_region(), name


def _destinations(properties: dict) -> dict[str, dict]:
    return {each["EventDestinationName"]: each for each in properties.get("EventDestinations", [])}


def _tags(properties: dict) -> list[dict]:
    # CloudFormation's own tags, which no API call may set, are left out.
    return [tag for tag in properties.get("Tags", []) if not tag["Key"].startswith("aws:")]


def _boolean(value: object) -> bool:
    return str(value).lower() == "true"
