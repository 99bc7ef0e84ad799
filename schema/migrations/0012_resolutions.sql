-- What a claim is offered and given, what every line has been compensated, and what a case cost.

select 1;
