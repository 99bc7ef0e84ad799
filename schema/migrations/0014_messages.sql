-- What was written about a claim, by whom, over which channel, and the templates it is written from.

select 1;
