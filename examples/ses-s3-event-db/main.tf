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

module "ses_s3_event_db" {
  source = "../../dist/modules/ses-s3-event-db"

  # So that the example can be destroyed; keep the default for events you care about.
  force_destroy = true
}

output "configuration_set_name" {
  description = "Send your mail with this configuration set."
  value       = module.ses_s3_event_db.configuration_set_name
}

output "workgroup_name" {
  description = "Query in this workgroup of Athena."
  value       = module.ses_s3_event_db.workgroup_name
}

output "status_of_address_query_id" {
  description = "The saved query that tells what became of the mail to an address."
  value       = module.ses_s3_event_db.named_query_ids["status_of_address"]
}
