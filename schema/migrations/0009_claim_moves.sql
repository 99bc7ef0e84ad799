-- All moves of the customer's leg, what each of them leaves behind, and accounts at platforms beside those at carriers.

alter table claims drop constraint claims_status_check;
alter table claims add constraint claims_status_check check (status in
    ('SUBMITTED', 'UNDER_REVIEW', 'NEEDS_INFORMATION', 'APPROVED', 'RESOLVING', 'RESOLVED', 'DENIED', 'CANCELED'));
alter table claims drop constraint claims_cancel_reason_check;
alter table claims add constraint claims_cancel_reason_check check (cancel_reason in
    ('WITHDRAWN', 'PARCEL_ARRIVED', 'DUPLICATE', 'INACTIVE'));
alter table claims drop constraint claims_preferred_resolution_check;
alter table claims add constraint claims_preferred_resolution_check check (preferred_resolution in
    ('RESHIPMENT', 'REFUND', 'STORE_CREDIT', 'GIFT_CARD', 'PARTIAL_REFUND', 'REFUND_AND_RESHIPMENT'));

alter table claims
    add column requested_evidence text[] not null default '{}',
    add column answer_due_at timestamptz,
    add column denial_code text check (denial_code in
        ('OUTSIDE_WINDOW', 'NOT_ELIGIBLE_ITEM', 'PROOF_OF_DELIVERY', 'INSUFFICIENT_EVIDENCE', 'ALREADY_COMPENSATED',
         'DISPUTE_OPEN', 'SUSPECTED_ABUSE', 'ADDRESS_ERROR', 'OTHER')),
    add column denial_message text,
    add column appealable_until timestamptz,
    add column appealed_at timestamptz,
    add column duplicate_of text,
    add column assignee text,
    add column tags text[] not null default '{}',
    add column first_response_at timestamptz,
    add column resolved_at timestamptz,
    add column found_at timestamptz,
    add column found_choice text check (found_choice in ('KEEP', 'RETURN', 'REPAY')),
    add column failure_reason text,
    add column waiting_until timestamptz,
    add column escalate_from timestamptz,
    add column eligibility jsonb,
    add constraint claims_denied check ((status <> 'DENIED') or (denial_code is not null)),
    add foreign key (storefront_id, duplicate_of) references claims;

create index claims_by_reason on claims (storefront_id, reason, created_at desc, id desc);

alter table accounts add column kind text not null default 'CARRIER' check (kind in ('CARRIER', 'PLATFORM', 'INSURER'));
