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

# The identity that mail is sent from. SES sends the owner of the address a link to confirm it.
resource "aws_sesv2_email_identity" "sender" {
  email_identity = "news@example.com"
}

module "ses_event_processing" {
  source = "../../dist/modules/ses-event-processing"

  # So that the example can be destroyed; keep the default for contacts you care about.
  deletion_protection_enabled = false
}

output "configuration_set_name" {
  description = "Send mail with this configuration set."
  value       = module.ses_event_processing.configuration_set_name
}

output "contacts_table_name" {
  description = "Before you send, leave out who has send_allowed = false here."
  value       = module.ses_event_processing.contacts_table_name
}

output "processor_log_group_name" {
  description = "What the function did, one line for each bounce and complaint."
  value       = module.ses_event_processing.log_group_names["processor"]
}

output "feedback_dead_letter_queue_url" {
  description = "Feedback that could not be handled waits here."
  value       = module.ses_event_processing.feedback_dead_letter_queue_url
}
