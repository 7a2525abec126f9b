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

# The domain that mail is received for. Its MX record has to point at SES, in a Region that receives mail.
resource "aws_sesv2_email_identity" "domain" {
  email_identity = "mail.example.com"
}

module "ses_auto_reply" {
  source = "../../dist/modules/ses-auto-reply"

  recipients    = [aws_sesv2_email_identity.domain.email_identity]
  rule_set_name = "auto-reply"
  # A rule set of its own; make it the active one with manage_active_rule_set where the account has no other.
  create_rule_set = true

  create_template = true
  inline_subject  = "Nobody reads this address. Re: "
  inline_html     = "<p>Dear %%NAME%%,</p><p>please write to <a href=\"mailto:help@example.com\">help@example.com</a>.</p>"
}

output "rule_name" {
  description = "The receipt rule; look at the order of the rule set before you make it active."
  value       = module.ses_auto_reply.rule_name
}

output "template_name" {
  description = "The template of the reply: change it in SES, the function notices within five minutes."
  value       = module.ses_auto_reply.template_name
}

output "responder_log_group_name" {
  description = "What the function did, one line for each mail."
  value       = module.ses_auto_reply.log_group_names["responder"]
}
