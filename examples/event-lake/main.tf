# One lake for several modules: the first one owns bucket, database and views, the others bring their events.
terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

provider "aws" {}

module "pinpoint_s3_event_db" {
  source = "../../dist/modules/pinpoint-s3-event-db"

  name_prefix   = "shared-lake"
  database_name = "shared_lake"

  # The mail of SES comes by the module below; by both it would count twice.
  ses_event_route = "none"

  # So that the example can be destroyed; keep the default for events you care about.
  force_destroy = true
}

module "ses_s3_event_db" {
  source = "../../dist/modules/ses-s3-event-db"

  name_prefix      = "shared-lake-mail"
  create_lake      = false
  lake_bucket_name = module.pinpoint_s3_event_db.lake_bucket_name
  database_name    = module.pinpoint_s3_event_db.database_name
  create_workgroup = false
  workgroup_name   = module.pinpoint_s3_event_db.workgroup_name
}

module "pinpoint_sms_event_db" {
  source = "../../dist/modules/pinpoint-sms-event-db"

  name_prefix      = "shared-lake-sms"
  create_lake      = false
  lake_bucket_name = module.pinpoint_s3_event_db.lake_bucket_name
  database_name    = module.pinpoint_s3_event_db.database_name
  create_workgroup = false
  workgroup_name   = module.pinpoint_s3_event_db.workgroup_name
}

output "configuration_set_name" {
  description = "Send your mail with this configuration set."
  value       = module.ses_s3_event_db.configuration_set_name
}

output "firehose_name" {
  description = "The Firehose that takes the events of mail."
  value       = module.ses_s3_event_db.firehose_name
}

output "sms_configuration_set_name" {
  description = "Send your texts with this configuration set."
  value       = module.pinpoint_sms_event_db.configuration_set_name
}

output "workgroup_name" {
  description = "Query in this workgroup of Athena."
  value       = module.pinpoint_s3_event_db.workgroup_name
}

output "database_name" {
  description = "The views are in this database."
  value       = module.pinpoint_s3_event_db.database_name
}
