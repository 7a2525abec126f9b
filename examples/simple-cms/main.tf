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

# CloudFront's access log is delivered from there.
provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}

module "simple_cms" {
  source = "../../dist/modules/simple-cms"

  providers = {
    aws           = aws
    aws.us_east_1 = aws.us_east_1
  }

  # So that the example can be destroyed; keep the default for content you care about.
  force_destroy = true
}

output "base_url" {
  description = "Start of every link."
  value       = module.simple_cms.base_url
}

output "content_bucket_name" {
  description = "Upload here. Everything in it can be read by the whole world."
  value       = module.simple_cms.content_bucket_name
}

output "invalidation_command" {
  description = "After replacing an object."
  value       = module.simple_cms.invalidation_command
}
