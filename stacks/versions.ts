/** Cross-input validation needs Terraform 1.9. */
export const REQUIRED_VERSION = ">= 1.9";

/** The S3 backend locks with a file since Terraform 1.10. */
export const REQUIRED_VERSION_S3_LOCK = ">= 1.10";

/** Providers that emitted modules accept: the tested floor, and the next major, which has every argument used here. */
export const MODULE_PROVIDER_VERSION = ">= 5.100, < 7.0";

/** Providers that deployable roots use: the tested major. */
export const ROOT_PROVIDER_VERSION = "~> 5.100";
