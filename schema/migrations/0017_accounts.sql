-- Accounts at carriers that storefronts connect themselves: why a company did not let one in, for people.

alter table accounts add column failure_text text;
