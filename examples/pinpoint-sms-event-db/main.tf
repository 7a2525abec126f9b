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

module "pinpoint_sms_event_db" {
  source = "../../dist/modules/pinpoint-sms-event-db"

  # So that the example can be destroyed; keep the default for events you care about.
  force_destroy = true
}

output "configuration_set_name" {
  description = "Send your messages with this configuration set."
  value       = module.pinpoint_sms_event_db.configuration_set_name
}

output "workgroup_name" {
  description = "Query in this workgroup of Athena."
  value       = module.pinpoint_sms_event_db.workgroup_name
}

output "database_name" {
  description = "The views are in this database."
  value       = module.pinpoint_sms_event_db.database_name
}
