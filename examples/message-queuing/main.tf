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
  email_identity = "paced@example.com"
}

module "message_queuing" {
  source = "../../dist/modules/message-queuing"

  ses_identity_arns = [aws_sesv2_email_identity.sender.arn]
}

output "lane_queue_urls" {
  description = "Put messages here, by channel."
  value       = module.message_queuing.lane_queue_urls
}

output "lane_dead_letter_queue_urls" {
  description = "What will not be sent waits here, with the reason."
  value       = module.message_queuing.lane_dead_letter_queue_urls
}

output "producer_policy_json" {
  description = "What your application needs to put messages in."
  value       = module.message_queuing.producer_policy_json
}

output "dashboard_url" {
  description = "What is sent, throttled, waiting and refused."
  value       = module.message_queuing.dashboard_url
}
