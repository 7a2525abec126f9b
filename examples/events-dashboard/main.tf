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

# The lake that the dashboard shows; leave this out where you have one.
module "pinpoint_s3_event_db" {
  source = "../../dist/modules/pinpoint-s3-event-db"

  name_prefix   = "dashboard-lake"
  database_name = "dashboard_lake"
  force_destroy = true
}

module "events_dashboard" {
  source = "../../dist/modules/events-dashboard"

  lake_bucket_name = module.pinpoint_s3_event_db.lake_bucket_name
  database_name    = module.pinpoint_s3_event_db.database_name

  # Queries run in the lake's workgroup.
  create_workgroup = false
  workgroup_name   = module.pinpoint_s3_event_db.workgroup_name
}

output "configuration_set_name" {
  description = "Mail sent with this configuration set is shown."
  value       = module.pinpoint_s3_event_db.configuration_set_name
}

output "firehose_name" {
  description = "Events of other senders go here."
  value       = module.pinpoint_s3_event_db.firehose_name
}

output "database_name" {
  description = "The views are in this database."
  value       = module.pinpoint_s3_event_db.database_name
}

output "workgroup_name" {
  description = "Query in this workgroup of Athena."
  value       = module.events_dashboard.workgroup_name
}

output "view_names" {
  description = "Views of the dashboard."
  value       = module.events_dashboard.view_names
}
