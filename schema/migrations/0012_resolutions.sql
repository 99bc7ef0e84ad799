-- What a claim is offered and given, what every line has been compensated, and what a case cost.

select 1;

-- What is known of an effect beyond its reference, and when its outcome was last asked for.
alter table effects
    add column number text,
    add column amount numeric check (amount >= 0),
    add column last_sent_at timestamptz,
    add column looks integer not null default 0,
    add column looked_at timestamptz;
