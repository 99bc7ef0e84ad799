-- What was written about a claim, by whom, over which channel, and the templates it is written from.

alter table claims add column locale text check (locale ~ '^[a-z]{2,3}(-[A-Z]{2})?$');

alter table accounts drop constraint accounts_kind_check;
alter table accounts add constraint accounts_kind_check check (kind in ('CARRIER', 'PLATFORM', 'INSURER', 'MAIL'));

-- A message for the customer by mail is PLANNED until the mail server took it; others have no delivery.
-- `cause` is the task that wrote a message of ours, so that a repeated run writes it once.
create table messages (
    storefront_id text not null,
    id text not null check (id ~ '^msg_[0-9a-z]{26}$'),
    claim_id text not null,
    order_id text not null,
    author text not null check (author in ('CUSTOMER', 'MERCHANT', 'CARRIER', 'SYSTEM', 'OTHER')),
    author_id text,
    channel text not null check (channel in ('EMAIL', 'CONTACT_FORM', 'SOCIAL', 'CHAT', 'PHONE', 'API')),
    direction text not null check (direction in ('INBOUND', 'OUTBOUND')),
    visibility text not null check (visibility in ('PUBLIC', 'INTERNAL')),
    subject text,
    body text not null,
    template_key text,
    locale text,
    external_id text,
    in_reply_to text,
    automatic boolean not null default false,
    delivery text check (delivery in ('PLANNED', 'SENT', 'FAILED')),
    failure_code text,
    cause text,
    sent_at timestamptz,
    created_at timestamptz not null,
    primary key (storefront_id, id),
    unique (storefront_id, cause),
    foreign key (storefront_id, order_id, claim_id) references claims (storefront_id, order_id, id),
    check ((delivery = 'FAILED') = (failure_code is not null)),
    check (delivery is null or (direction = 'OUTBOUND' and visibility = 'PUBLIC')),
    check ((delivery = 'SENT') = (sent_at is not null))
);
create index messages_newest on messages (storefront_id, claim_id, created_at desc, id desc);
create unique index messages_mail on messages (storefront_id, claim_id, external_id) where external_id is not null;
create index messages_thread on messages (storefront_id, external_id) where external_id is not null;

create table message_attachments (
    storefront_id text not null,
    message_id text not null,
    evidence_id text not null check (evidence_id ~ '^evd_[0-9a-z]{26}$'),
    place integer not null,
    primary key (storefront_id, message_id, evidence_id),
    foreign key (storefront_id, message_id) references messages,
    foreign key (storefront_id, evidence_id) references evidence
);
create index message_attachments_evidence on message_attachments (storefront_id, evidence_id, message_id);

-- Each version stays, so that it can be told what a message was written from; the newest one counts.
create table message_templates (
    storefront_id text not null references storefronts,
    id text not null check (id ~ '^tpl_[0-9a-z]{26}$'),
    key text not null,
    locale text not null check (locale ~ '^[a-z]{2,3}(-[A-Z]{2})?$'),
    version integer not null,
    subject text not null,
    body text not null,
    author_id text,
    created_at timestamptz not null,
    primary key (storefront_id, id),
    unique (storefront_id, key, locale, version)
);

-- How a storefront's mails are signed and answered; without a row its name and the sender of MAIL_FROM do.
create table mail_settings (
    storefront_id text primary key references storefronts,
    from_name text,
    from_address text,
    reply_domain text,
    locale text check (locale ~ '^[a-z]{2,3}(-[A-Z]{2})?$'),
    page_url text,
    updated_at timestamptz not null
);

alter table messages enable row level security, force row level security;
alter table message_attachments enable row level security, force row level security;
alter table message_templates enable row level security, force row level security;
alter table mail_settings enable row level security, force row level security;
create policy storefront on messages to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on message_attachments to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on message_templates to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on mail_settings to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
grant select, insert, update on messages to makegood_app;
grant select, insert on message_attachments, message_templates to makegood_app;
grant select, insert, update on mail_settings to makegood_app;

-- Everything that happened on a case, in one shape: its events, what was written, and the scans of its parcel.
-- It is read claim by claim; each branch has an index that begins with what names the claim.
create view case_timeline with (security_invoker = true) as
    select storefront_id, subject as claim_id, order_id, id, 'EVENT' as kind, occurred_at, type as word,
        actor_kind, actor_id, null as body, public, id as event_id, null as message_id, null as scan_id
    from events
    where claim_id = subject and type not in ('claim.message_added', 'claim.message_sent', 'claim.message_failed')
    union all
    select storefront_id, claim_id, order_id, id, 'MESSAGE', created_at, author, null, null, body,
        visibility = 'PUBLIC',
        null, id, null
    from messages
    union all
    select c.storefront_id, c.id, c.order_id, e.id, 'SCAN', e.occurred_at, e.status, null, null, e.description, true,
        null, null, e.id
    from claims c
    join tracking_events e on e.storefront_id = c.storefront_id and e.shipment_id = c.shipment_id;
grant select on case_timeline to makegood_app;
