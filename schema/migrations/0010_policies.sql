-- Claim policies, their versions, and which one decided a claim.

select 1;
