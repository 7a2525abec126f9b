import type { Operation } from "../json-operations";
import type { Cloud } from "../service";
import { taggedResource, tagResource, untagResource } from "./inputs";
import { type FindPermitted, permittedSets } from "./permitted";
import type { State } from "./state";
import { invalid, operation, quotaExceeded } from "./wire";

const MAX_TAGS = 200;

/** Tags of configuration sets, the only tagged resources here. */
export function tagOperations(cloud: Cloud, state: State): Readonly<Record<string, Operation>> {
  const find = permittedSets(cloud, state);
  const permitted: FindPermitted = async (call, action, arn) => {
    if (arn.includes(":configuration-set/")) return find(call, action, arn);
    throw invalid("INVALID_ARN", `ResourceArn is ${arn}; the sandbox has tags on configuration sets only.`);
  };
  return {
    TagResource: operation(tagResource, async (call, { ResourceArn, Tags }) => {
      const { tags } = await permitted(call, "TagResource", ResourceArn);
      const added = Tags.filter(({ Key }) => !tags.has(Key));
      if (tags.size + added.length > MAX_TAGS)
        throw quotaExceeded("TAGS_PER_RESOURCE", `${ResourceArn} would have more than ${MAX_TAGS} tags.`);
      for (const { Key, Value } of Tags) tags.set(Key, Value);
      return {};
    }),
    UntagResource: operation(untagResource, async (call, { ResourceArn, TagKeys }) => {
      const { tags } = await permitted(call, "UntagResource", ResourceArn);
      for (const key of TagKeys) tags.delete(key);
      return {};
    }),
    ListTagsForResource: operation(taggedResource, async (call, { ResourceArn }) => {
      const { tags } = await permitted(call, "ListTagsForResource", ResourceArn);
      return { ResourceArn, Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) };
    }),
  };
}
