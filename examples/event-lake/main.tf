# One lake for several modules: the first one owns bucket, database, table and views, the others bring their events to
# it, the last one draws what is there.
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

# Campaigns: events of Pinpoint or of an engagement API, and mail of SES that is sent with this configuration set.
module "pinpoint_s3_event_db" {
  source = "../../dist/modules/pinpoint-s3-event-db"

  name_prefix   = "shared-lake"
  database_name = "shared_lake"

  # So that the example can be destroyed; keep the default for events you care about.
  force_destroy = true
}

# Mail that is no campaign's, such as receipts. A mail has one configuration set, so that none counts twice.
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

module "events_dashboard" {
  source = "../../dist/modules/events-dashboard"

  name_prefix       = "shared-lake-dashboard"
  lake_bucket_name  = module.pinpoint_s3_event_db.lake_bucket_name
  database_name     = module.pinpoint_s3_event_db.database_name
  create_workgroup  = false
  workgroup_name    = module.pinpoint_s3_event_db.workgroup_name
  sms_sheet_enabled = true
  sms_database_name = module.pinpoint_sms_event_db.database_name
  ses_sheet_enabled = true
  ses_database_name = module.ses_s3_event_db.database_name
}

output "configuration_set_names" {
  description = "What to send with: campaigns, other mail, texts."
  value = {
    campaigns = module.pinpoint_s3_event_db.configuration_set_name
    mail      = module.ses_s3_event_db.configuration_set_name
    sms       = module.pinpoint_sms_event_db.configuration_set_name
  }
}

output "firehose_names" {
  description = "Where the events of each source arrive."
  value = {
    pinpoint = module.pinpoint_s3_event_db.firehose_name
    ses      = module.ses_s3_event_db.firehose_name
    eum      = module.pinpoint_sms_event_db.firehose_name
  }
}

output "workgroup_name" {
  description = "Query in this workgroup of Athena."
  value       = module.pinpoint_s3_event_db.workgroup_name
}

output "database_name" {
  description = "Table and views are in this database."
  value       = module.pinpoint_s3_event_db.database_name
}
