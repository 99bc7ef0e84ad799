-- What proves a claim: files and their fates.

select 1;
