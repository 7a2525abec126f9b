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

# The identity that the application sends from. SES sends the owner of the address a link to confirm it.
resource "aws_sesv2_email_identity" "sender" {
  email_identity = "app@example.com"
}

module "pinpoint_event_processing" {
  source = "../../dist/modules/pinpoint-event-processing"

  # So that the example can be destroyed; keep the default for contacts you care about.
  deletion_protection_enabled = false
}

output "configuration_set_name" {
  description = "Have the application send with this configuration set."
  value       = module.pinpoint_event_processing.configuration_set_name
}

output "contacts_table_name" {
  description = "Before you send, leave out who has send_allowed = false here."
  value       = module.pinpoint_event_processing.contacts_table_name
}
