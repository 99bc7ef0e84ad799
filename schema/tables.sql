-- The database as schema/migrations leave it. Written by `python -m services.dev.tables`.

CREATE SCHEMA makegood;

CREATE TABLE makegood.accounts (
    storefront_id text NOT NULL,
    id text NOT NULL,
    company text NOT NULL,
    label text NOT NULL,
    credentials bytea NOT NULL,
    hook_secrets bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    kind text DEFAULT 'CARRIER'::text NOT NULL,
    external_id text,
    disconnected_at timestamp with time zone,
    status text DEFAULT 'CONNECTED'::text NOT NULL,
    missing_scopes text[] DEFAULT '{}'::text[] NOT NULL,
    failure text,
    failure_text text,
    CONSTRAINT accounts_external_id_check CHECK ((external_id <> ''::text)),
    CONSTRAINT accounts_id_check CHECK ((id ~ '^acc_[0-9a-z]{26}$'::text)),
    CONSTRAINT accounts_kind_check CHECK ((kind = ANY (ARRAY['CARRIER'::text, 'PLATFORM'::text, 'INSURER'::text, 'MAIL'::text]))),
    CONSTRAINT accounts_status_check CHECK ((status = ANY (ARRAY['CONNECTING'::text, 'CONNECTED'::text, 'INCOMPLETE'::text, 'FAILED'::text])))
);

ALTER TABLE ONLY makegood.accounts FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.api_clients (
    id text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT api_clients_id_check CHECK ((id ~ '^cli_[0-9a-z]{26}$'::text)),
    CONSTRAINT api_clients_kind_check CHECK ((kind = ANY (ARRAY['SECRET'::text, 'PUBLISHABLE'::text])))
);

ALTER TABLE ONLY makegood.api_clients FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.api_grants (
    storefront_id text NOT NULL,
    client_id text NOT NULL,
    scopes text[] NOT NULL
);

ALTER TABLE ONLY makegood.api_grants FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.api_keys (
    id text NOT NULL,
    client_id text NOT NULL,
    slot smallint NOT NULL,
    hash bytea NOT NULL,
    hint text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT api_keys_id_check CHECK ((id ~ '^key_[0-9a-z]{26}$'::text)),
    CONSTRAINT api_keys_slot_check CHECK ((slot = ANY (ARRAY[1, 2])))
);

ALTER TABLE ONLY makegood.api_keys FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.claims (
    storefront_id text NOT NULL,
    id text NOT NULL,
    number text NOT NULL,
    order_id text NOT NULL,
    shipment_id text,
    reason text NOT NULL,
    status text NOT NULL,
    cancel_reason text,
    preferred_resolution text,
    customer_note text,
    opened_by text NOT NULL,
    acknowledged_at timestamp with time zone,
    verified_at timestamp with time zone,
    sequence bigint DEFAULT 0 NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    requested_evidence text[] DEFAULT '{}'::text[] NOT NULL,
    answer_due_at timestamp with time zone,
    denial_code text,
    denial_message text,
    appealable_until timestamp with time zone,
    appealed_at timestamp with time zone,
    duplicate_of text,
    assignee text,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    first_response_at timestamp with time zone,
    resolved_at timestamp with time zone,
    found_at timestamp with time zone,
    found_choice text,
    failure_reason text,
    waiting_until timestamp with time zone,
    escalate_from timestamp with time zone,
    eligibility jsonb,
    policy_id text,
    policy_version integer DEFAULT 0 NOT NULL,
    resolution_id text,
    locale text,
    CONSTRAINT claims_cancel_reason_check CHECK ((cancel_reason = ANY (ARRAY['WITHDRAWN'::text, 'PARCEL_ARRIVED'::text, 'DUPLICATE'::text, 'INACTIVE'::text]))),
    CONSTRAINT claims_check CHECK (((status = 'CANCELED'::text) = (cancel_reason IS NOT NULL))),
    CONSTRAINT claims_denial_code_check CHECK ((denial_code = ANY (ARRAY['OUTSIDE_WINDOW'::text, 'NOT_ELIGIBLE_ITEM'::text, 'PROOF_OF_DELIVERY'::text, 'INSUFFICIENT_EVIDENCE'::text, 'ALREADY_COMPENSATED'::text, 'DISPUTE_OPEN'::text, 'SUSPECTED_ABUSE'::text, 'ADDRESS_ERROR'::text, 'OTHER'::text]))),
    CONSTRAINT claims_denied CHECK (((status <> 'DENIED'::text) OR (denial_code IS NOT NULL))),
    CONSTRAINT claims_found_choice_check CHECK ((found_choice = ANY (ARRAY['KEEP'::text, 'RETURN'::text, 'REPAY'::text]))),
    CONSTRAINT claims_id_check CHECK ((id ~ '^clm_[0-9a-z]{26}$'::text)),
    CONSTRAINT claims_locale_check CHECK ((locale ~ '^[a-z]{2,3}(-[A-Z]{2})?$'::text)),
    CONSTRAINT claims_number_check CHECK ((number ~ '^CLM-[0-9A-Z]{8}$'::text)),
    CONSTRAINT claims_opened_by_check CHECK ((opened_by = ANY (ARRAY['CUSTOMER'::text, 'STAFF'::text, 'PARTNER'::text, 'SYSTEM'::text]))),
    CONSTRAINT claims_preferred_resolution_check CHECK ((preferred_resolution = ANY (ARRAY['RESHIPMENT'::text, 'REFUND'::text, 'STORE_CREDIT'::text, 'GIFT_CARD'::text, 'PARTIAL_REFUND'::text, 'REFUND_AND_RESHIPMENT'::text]))),
    CONSTRAINT claims_reason_check CHECK ((reason = ANY (ARRAY['LOST_IN_TRANSIT'::text, 'DELIVERED_NOT_RECEIVED'::text, 'STOLEN'::text, 'DAMAGED_IN_TRANSIT'::text, 'MISSING_ITEM'::text, 'WRONG_ITEM'::text, 'NEVER_SHIPPED'::text, 'RETURNED_TO_SENDER'::text, 'DELAYED'::text, 'OTHER'::text]))),
    CONSTRAINT claims_status_check CHECK ((status = ANY (ARRAY['SUBMITTED'::text, 'UNDER_REVIEW'::text, 'NEEDS_INFORMATION'::text, 'APPROVED'::text, 'RESOLVING'::text, 'RESOLVED'::text, 'DENIED'::text, 'CANCELED'::text])))
);

ALTER TABLE ONLY makegood.claims FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.events (
    storefront_id text NOT NULL,
    id text NOT NULL,
    ordinal bigint NOT NULL,
    "position" bigint,
    type text NOT NULL,
    subject text NOT NULL,
    sequence bigint NOT NULL,
    order_id text,
    shipment_id text,
    claim_id text,
    account_id text,
    public boolean NOT NULL,
    actor_kind text NOT NULL,
    actor_id text,
    occurred_at timestamp with time zone NOT NULL,
    data jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT events_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['CUSTOMER'::text, 'STAFF'::text, 'PARTNER'::text, 'SYSTEM'::text]))),
    CONSTRAINT events_id_check CHECK ((id ~ '^evt_[0-9a-z]{26}$'::text))
);

ALTER TABLE ONLY makegood.events FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.messages (
    storefront_id text NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    order_id text NOT NULL,
    author text NOT NULL,
    author_id text,
    channel text NOT NULL,
    direction text NOT NULL,
    visibility text NOT NULL,
    subject text,
    body text NOT NULL,
    template_key text,
    locale text,
    external_id text,
    in_reply_to text,
    automatic boolean DEFAULT false NOT NULL,
    delivery text,
    failure_code text,
    cause text,
    sent_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT messages_author_check CHECK ((author = ANY (ARRAY['CUSTOMER'::text, 'MERCHANT'::text, 'CARRIER'::text, 'SYSTEM'::text, 'OTHER'::text]))),
    CONSTRAINT messages_channel_check CHECK ((channel = ANY (ARRAY['EMAIL'::text, 'CONTACT_FORM'::text, 'SOCIAL'::text, 'CHAT'::text, 'PHONE'::text, 'API'::text]))),
    CONSTRAINT messages_check CHECK (((delivery = 'FAILED'::text) = (failure_code IS NOT NULL))),
    CONSTRAINT messages_check1 CHECK (((delivery IS NULL) OR ((direction = 'OUTBOUND'::text) AND (visibility = 'PUBLIC'::text)))),
    CONSTRAINT messages_check2 CHECK (((delivery = 'SENT'::text) = (sent_at IS NOT NULL))),
    CONSTRAINT messages_delivery_check CHECK ((delivery = ANY (ARRAY['PLANNED'::text, 'SENT'::text, 'FAILED'::text]))),
    CONSTRAINT messages_direction_check CHECK ((direction = ANY (ARRAY['INBOUND'::text, 'OUTBOUND'::text]))),
    CONSTRAINT messages_id_check CHECK ((id ~ '^msg_[0-9a-z]{26}$'::text)),
    CONSTRAINT messages_visibility_check CHECK ((visibility = ANY (ARRAY['PUBLIC'::text, 'INTERNAL'::text])))
);

ALTER TABLE ONLY makegood.messages FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.tracking_events (
    storefront_id text NOT NULL,
    id text NOT NULL,
    shipment_id text NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    status text NOT NULL,
    status_detail text,
    incident_reason text,
    code text NOT NULL,
    description text NOT NULL,
    location text DEFAULT ''::text NOT NULL,
    source text NOT NULL,
    raw jsonb,
    CONSTRAINT tracking_events_id_check CHECK ((id ~ '^tev_[0-9a-z]{26}$'::text)),
    CONSTRAINT tracking_events_source_check CHECK ((source = ANY (ARRAY['WEBHOOK'::text, 'POLL'::text, 'MANUAL'::text])))
);

ALTER TABLE ONLY makegood.tracking_events FORCE ROW LEVEL SECURITY;

CREATE VIEW makegood.case_timeline WITH (security_invoker='true') AS
 SELECT events.storefront_id,
    events.subject AS claim_id,
    events.order_id,
    events.id,
    'EVENT'::text AS kind,
    events.occurred_at,
    events.type AS word,
    events.actor_kind,
    events.actor_id,
    NULL::text AS body,
    events.public,
    events.id AS event_id,
    NULL::text AS message_id,
    NULL::text AS scan_id
   FROM makegood.events
  WHERE ((events.claim_id = events.subject) AND (events.type <> ALL (ARRAY['claim.message_added'::text, 'claim.message_sent'::text, 'claim.message_failed'::text])))
UNION ALL
 SELECT messages.storefront_id,
    messages.claim_id,
    messages.order_id,
    messages.id,
    'MESSAGE'::text AS kind,
    messages.created_at AS occurred_at,
    messages.author AS word,
    NULL::text AS actor_kind,
    NULL::text AS actor_id,
    messages.body,
    (messages.visibility = 'PUBLIC'::text) AS public,
    NULL::text AS event_id,
    messages.id AS message_id,
    NULL::text AS scan_id
   FROM makegood.messages
UNION ALL
 SELECT c.storefront_id,
    c.id AS claim_id,
    c.order_id,
    e.id,
    'SCAN'::text AS kind,
    e.occurred_at,
    e.status AS word,
    NULL::text AS actor_kind,
    NULL::text AS actor_id,
    e.description AS body,
    true AS public,
    NULL::text AS event_id,
    NULL::text AS message_id,
    e.id AS scan_id
   FROM (makegood.claims c
     JOIN makegood.tracking_events e ON (((e.storefront_id = c.storefront_id) AND (e.shipment_id = c.shipment_id))));

CREATE TABLE makegood.claim_exports (
    storefront_id text NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    order_id text NOT NULL,
    audience text NOT NULL,
    language text NOT NULL,
    state text DEFAULT 'PENDING'::text NOT NULL,
    pdf_key text,
    zip_key text,
    size bigint,
    sha256 text,
    requested_by text NOT NULL,
    requester_id text,
    ready_at timestamp with time zone,
    retain_until timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT claim_exports_audience_check CHECK ((audience = ANY (ARRAY['BANK'::text, 'CARRIER'::text, 'SHOP'::text]))),
    CONSTRAINT claim_exports_check CHECK (((state <> 'READY'::text) OR ((size IS NOT NULL) AND (sha256 IS NOT NULL) AND (ready_at IS NOT NULL)))),
    CONSTRAINT claim_exports_id_check CHECK ((id ~ '^exp_[0-9a-z]{26}$'::text)),
    CONSTRAINT claim_exports_language_check CHECK ((language = ANY (ARRAY['DA'::text, 'DE'::text, 'EN'::text]))),
    CONSTRAINT claim_exports_requested_by_check CHECK ((requested_by = ANY (ARRAY['CUSTOMER'::text, 'STAFF'::text, 'PARTNER'::text, 'SYSTEM'::text]))),
    CONSTRAINT claim_exports_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT claim_exports_state_check CHECK ((state = ANY (ARRAY['PENDING'::text, 'READY'::text])))
);

ALTER TABLE ONLY makegood.claim_exports FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.claim_items (
    storefront_id text NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    order_id text NOT NULL,
    order_line_id text NOT NULL,
    shipment_line_id text,
    quantity integer NOT NULL,
    description text,
    CONSTRAINT claim_items_id_check CHECK ((id ~ '^cit_[0-9a-z]{26}$'::text)),
    CONSTRAINT claim_items_quantity_check CHECK ((quantity > 0))
);

ALTER TABLE ONLY makegood.claim_items FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.claim_policies (
    storefront_id text NOT NULL,
    id text NOT NULL,
    version integer NOT NULL,
    document jsonb NOT NULL,
    note text,
    created_by text NOT NULL,
    created_by_id text,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT claim_policies_created_by_check CHECK ((created_by = ANY (ARRAY['CUSTOMER'::text, 'STAFF'::text, 'PARTNER'::text, 'SYSTEM'::text]))),
    CONSTRAINT claim_policies_id_check CHECK ((id ~ '^pol_[0-9a-z]{26}$'::text)),
    CONSTRAINT claim_policies_version_check CHECK ((version > 0))
);

ALTER TABLE ONLY makegood.claim_policies FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.compensations (
    storefront_id text NOT NULL,
    id text NOT NULL,
    order_id text NOT NULL,
    part text NOT NULL,
    order_line_id text,
    quantity integer DEFAULT 0 NOT NULL,
    kind text NOT NULL,
    source text NOT NULL,
    external_id text,
    amount numeric NOT NULL,
    currency_code text NOT NULL,
    state text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT compensations_amount_check CHECK ((amount >= (0)::numeric)),
    CONSTRAINT compensations_check CHECK (((part = 'LINE'::text) = (order_line_id IS NOT NULL))),
    CONSTRAINT compensations_currency_code_check CHECK ((currency_code ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT compensations_id_check CHECK ((id ~ '^cmp_[0-9a-z]{26}$'::text)),
    CONSTRAINT compensations_kind_check CHECK ((kind = ANY (ARRAY['REFUND'::text, 'STORE_CREDIT'::text, 'GIFT_CARD'::text, 'RESHIPMENT'::text, 'RETURN'::text, 'DISPUTE'::text, 'PLATFORM_REFUND'::text, 'GOODWILL'::text]))),
    CONSTRAINT compensations_part_check CHECK ((part = ANY (ARRAY['LINE'::text, 'SHIPPING'::text, 'ORDER'::text]))),
    CONSTRAINT compensations_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT compensations_state_check CHECK ((state = ANY (ARRAY['HELD'::text, 'CONFIRMED'::text, 'RELEASED'::text])))
);

ALTER TABLE ONLY makegood.compensations FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.coverages (
    storefront_id text NOT NULL,
    id text NOT NULL,
    order_id text NOT NULL,
    shipment_id text NOT NULL,
    account_id text,
    provider text NOT NULL,
    kind text NOT NULL,
    status text NOT NULL,
    policy_number text,
    reference text,
    insured_amount numeric NOT NULL,
    premium_amount numeric,
    deductible_amount numeric DEFAULT 0 NOT NULL,
    currency_code text NOT NULL,
    effective_at timestamp with time zone,
    expires_at timestamp with time zone,
    failure_code text,
    failure_message text,
    sequence bigint DEFAULT 0 NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT coverages_currency_code_check CHECK ((currency_code ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT coverages_deductible_amount_check CHECK ((deductible_amount >= (0)::numeric)),
    CONSTRAINT coverages_id_check CHECK ((id ~ '^cov_[0-9a-z]{26}$'::text)),
    CONSTRAINT coverages_insured_amount_check CHECK ((insured_amount > (0)::numeric)),
    CONSTRAINT coverages_kind_check CHECK ((kind = ANY (ARRAY['CARRIER_LIABILITY'::text, 'CARRIER_DECLARED_VALUE'::text, 'THIRD_PARTY'::text, 'SELF_INSURED'::text]))),
    CONSTRAINT coverages_premium_amount_check CHECK ((premium_amount >= (0)::numeric)),
    CONSTRAINT coverages_status_check CHECK ((status = ANY (ARRAY['INACTIVE'::text, 'ACTIVE'::text, 'CLAIMED'::text, 'EXPIRED'::text, 'VOID'::text])))
);

ALTER TABLE ONLY makegood.coverages FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.disputes (
    storefront_id text NOT NULL,
    id text NOT NULL,
    account_id text NOT NULL,
    external_id text NOT NULL,
    order_id text,
    type text NOT NULL,
    status text NOT NULL,
    reason text NOT NULL,
    network_reason text,
    amount numeric NOT NULL,
    currency_code text NOT NULL,
    evidence_due_by timestamp with time zone,
    evidence_sent_at timestamp with time zone,
    reminded_of timestamp with time zone,
    opened_at timestamp with time zone NOT NULL,
    finalized_at timestamp with time zone,
    told_at timestamp with time zone NOT NULL,
    sequence bigint DEFAULT 0 NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT disputes_amount_check CHECK ((amount >= (0)::numeric)),
    CONSTRAINT disputes_currency_code_check CHECK ((currency_code ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT disputes_id_check CHECK ((id ~ '^dsp_[0-9a-z]{26}$'::text)),
    CONSTRAINT disputes_reason_check CHECK ((reason = ANY (ARRAY['PRODUCT_NOT_RECEIVED'::text, 'PRODUCT_UNACCEPTABLE'::text, 'CREDIT_NOT_PROCESSED'::text, 'SUBSCRIPTION_CANCELED'::text, 'DUPLICATE'::text, 'FRAUDULENT'::text, 'UNRECOGNIZED'::text, 'GENERAL'::text, 'OTHER'::text]))),
    CONSTRAINT disputes_status_check CHECK ((status = ANY (ARRAY['NEEDS_RESPONSE'::text, 'UNDER_REVIEW'::text, 'WON'::text, 'LOST'::text, 'ACCEPTED'::text, 'REFUNDED'::text, 'PREVENTED'::text]))),
    CONSTRAINT disputes_type_check CHECK ((type = ANY (ARRAY['INQUIRY'::text, 'CHARGEBACK'::text])))
);

ALTER TABLE ONLY makegood.disputes FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.effects (
    storefront_id text NOT NULL,
    id text NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    generation integer DEFAULT 1 NOT NULL,
    account_id text,
    state text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    reference text,
    last_error text,
    first_sent_at timestamp with time zone,
    sequence bigint DEFAULT 0 NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    number text,
    amount numeric,
    last_sent_at timestamp with time zone,
    looks integer DEFAULT 0 NOT NULL,
    looked_at timestamp with time zone,
    CONSTRAINT effects_amount_check CHECK ((amount >= (0)::numeric)),
    CONSTRAINT effects_id_check CHECK ((id ~ '^eff_[0-9a-z]{26}$'::text)),
    CONSTRAINT effects_state_check CHECK ((state = ANY (ARRAY['PLANNED'::text, 'SENDING'::text, 'UNKNOWN'::text, 'CONFIRMED'::text, 'REFUSED'::text, 'REVIEW'::text, 'ABANDONED'::text])))
);

ALTER TABLE ONLY makegood.effects FORCE ROW LEVEL SECURITY;

ALTER TABLE makegood.events ALTER COLUMN ordinal ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME makegood.events_ordinal_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE makegood.evidence (
    storefront_id text NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    order_id text NOT NULL,
    kind text NOT NULL,
    visibility text NOT NULL,
    state text DEFAULT 'PENDING'::text NOT NULL,
    rejection_code text,
    file_name text NOT NULL,
    declared_type text NOT NULL,
    declared_size bigint NOT NULL,
    mime_type text,
    size bigint,
    sha256 text,
    original_sha256 text,
    width integer,
    height integer,
    pages integer,
    file_key text,
    original_kept boolean DEFAULT true NOT NULL,
    uploaded_by text NOT NULL,
    uploader_id text,
    added_at timestamp with time zone,
    retain_until timestamp with time zone,
    deleted_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT evidence_check CHECK (((state = 'REJECTED'::text) = (rejection_code IS NOT NULL))),
    CONSTRAINT evidence_check1 CHECK (((state <> 'READY'::text) OR ((mime_type IS NOT NULL) AND (size IS NOT NULL) AND (sha256 IS NOT NULL)))),
    CONSTRAINT evidence_check2 CHECK (((file_key IS NULL) OR ((state = 'READY'::text) AND (deleted_at IS NULL)))),
    CONSTRAINT evidence_declared_size_check CHECK ((declared_size > 0)),
    CONSTRAINT evidence_id_check CHECK ((id ~ '^evd_[0-9a-z]{26}$'::text)),
    CONSTRAINT evidence_kind_check CHECK ((kind = ANY (ARRAY['PHOTO'::text, 'INVOICE'::text, 'NON_RECEIPT_DECLARATION'::text, 'CORRESPONDENCE'::text, 'PROOF_OF_DELIVERY'::text, 'POLICE_REPORT'::text, 'OTHER'::text]))),
    CONSTRAINT evidence_original_sha256_check CHECK ((original_sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT evidence_rejection_code_check CHECK ((rejection_code = ANY (ARRAY['EMPTY'::text, 'TOO_LARGE'::text, 'TYPE_NOT_ALLOWED'::text, 'TYPE_MISMATCH'::text, 'UNREADABLE'::text]))),
    CONSTRAINT evidence_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT evidence_state_check CHECK ((state = ANY (ARRAY['PENDING'::text, 'READY'::text, 'REJECTED'::text]))),
    CONSTRAINT evidence_uploaded_by_check CHECK ((uploaded_by = ANY (ARRAY['CUSTOMER'::text, 'STAFF'::text, 'PARTNER'::text, 'SYSTEM'::text]))),
    CONSTRAINT evidence_visibility_check CHECK ((visibility = ANY (ARRAY['PUBLIC'::text, 'INTERNAL'::text])))
);

ALTER TABLE ONLY makegood.evidence FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.feeds (
    storefront_id text NOT NULL,
    "position" bigint DEFAULT 0 NOT NULL,
    trimmed bigint DEFAULT 0 NOT NULL
);

ALTER TABLE ONLY makegood.feeds FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.holds (
    storefront_id text NOT NULL,
    order_id text NOT NULL,
    source text NOT NULL,
    held_at timestamp with time zone NOT NULL,
    released_at timestamp with time zone
);

ALTER TABLE ONLY makegood.holds FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.idempotency_keys (
    storefront_id text NOT NULL,
    caller text NOT NULL,
    mutation text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    answer jsonb,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY makegood.idempotency_keys FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.inbox (
    storefront_id text NOT NULL,
    id text NOT NULL,
    account_id text NOT NULL,
    company text NOT NULL,
    external_id text NOT NULL,
    body bytea,
    received_at timestamp with time zone NOT NULL,
    taken_at timestamp with time zone,
    problem text,
    event_id text,
    topic text,
    version text,
    triggered_at timestamp with time zone,
    CONSTRAINT inbox_id_check CHECK ((id ~ '^inb_[0-9a-z]{26}$'::text))
);

ALTER TABLE ONLY makegood.inbox FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.installs (
    storefront_id text NOT NULL,
    id text NOT NULL,
    company text NOT NULL,
    external_id text NOT NULL,
    actor_kind text NOT NULL,
    actor_id text,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT installs_id_check CHECK ((id ~ '^ins_[0-9a-z]{26}$'::text))
);

ALTER TABLE ONLY makegood.installs FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.ledger_entries (
    storefront_id text NOT NULL,
    id text NOT NULL,
    claim_id text,
    type text NOT NULL,
    side text NOT NULL,
    expected boolean DEFAULT false NOT NULL,
    amount numeric NOT NULL,
    currency_code text NOT NULL,
    settlement_amount numeric,
    settlement_currency text,
    fx_rate numeric,
    fx_date date,
    occurred_at timestamp with time zone NOT NULL,
    ref text,
    reverses text,
    created_at timestamp with time zone NOT NULL,
    recovery_id text,
    CONSTRAINT ledger_entries_amount_check CHECK ((amount > (0)::numeric)),
    CONSTRAINT ledger_entries_check CHECK (((settlement_amount IS NULL) = (settlement_currency IS NULL))),
    CONSTRAINT ledger_entries_check1 CHECK (((NOT expected) OR (side = 'RECOVERY'::text))),
    CONSTRAINT ledger_entries_check2 CHECK (((claim_id IS NOT NULL) OR (recovery_id IS NOT NULL))),
    CONSTRAINT ledger_entries_currency_code_check CHECK ((currency_code ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT ledger_entries_fx_rate_check CHECK ((fx_rate > (0)::numeric)),
    CONSTRAINT ledger_entries_id_check CHECK ((id ~ '^led_[0-9a-z]{26}$'::text)),
    CONSTRAINT ledger_entries_settlement_amount_check CHECK ((settlement_amount > (0)::numeric)),
    CONSTRAINT ledger_entries_settlement_currency_check CHECK ((settlement_currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT ledger_entries_side_check CHECK ((side = ANY (ARRAY['COST'::text, 'RECOVERY'::text]))),
    CONSTRAINT ledger_entries_type_check CHECK ((type = ANY (ARRAY['REFUND'::text, 'STORE_CREDIT'::text, 'GIFT_CARD'::text, 'REPLACEMENT_GOODS'::text, 'REPLACEMENT_FREIGHT'::text, 'RETURN_FREIGHT'::text, 'GOODWILL'::text, 'DISPUTE_LOSS'::text, 'DISPUTE_FEE'::text, 'CLAIM_FEE'::text, 'CARRIER_PAYOUT'::text, 'INSURER_PAYOUT'::text, 'PLATFORM_PAYOUT'::text, 'DISPUTE_REVERSAL'::text, 'SALVAGE'::text, 'REPAYMENT'::text, 'PAYOUT_RETURNED'::text])))
);

ALTER TABLE ONLY makegood.ledger_entries FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.mail_settings (
    storefront_id text NOT NULL,
    from_name text,
    from_address text,
    reply_domain text,
    locale text,
    page_url text,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT mail_settings_locale_check CHECK ((locale ~ '^[a-z]{2,3}(-[A-Z]{2})?$'::text))
);

ALTER TABLE ONLY makegood.mail_settings FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.message_attachments (
    storefront_id text NOT NULL,
    message_id text NOT NULL,
    evidence_id text NOT NULL,
    place integer NOT NULL,
    CONSTRAINT message_attachments_evidence_id_check CHECK ((evidence_id ~ '^evd_[0-9a-z]{26}$'::text))
);

ALTER TABLE ONLY makegood.message_attachments FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.message_templates (
    storefront_id text NOT NULL,
    id text NOT NULL,
    key text NOT NULL,
    locale text NOT NULL,
    version integer NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    author_id text,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT message_templates_id_check CHECK ((id ~ '^tpl_[0-9a-z]{26}$'::text)),
    CONSTRAINT message_templates_locale_check CHECK ((locale ~ '^[a-z]{2,3}(-[A-Z]{2})?$'::text))
);

ALTER TABLE ONLY makegood.message_templates FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.migrations (
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE makegood.order_lines (
    storefront_id text NOT NULL,
    id text NOT NULL,
    order_id text NOT NULL,
    external_id text NOT NULL,
    place integer NOT NULL,
    sku text,
    title text NOT NULL,
    quantity integer NOT NULL,
    unit_price numeric NOT NULL,
    paid_amount numeric NOT NULL,
    variant_external_id text,
    tax_amount numeric DEFAULT 0 NOT NULL,
    final_sale boolean DEFAULT false NOT NULL,
    unit_cost numeric,
    cost_currency text,
    CONSTRAINT order_lines_check CHECK (((unit_cost IS NULL) = (cost_currency IS NULL))),
    CONSTRAINT order_lines_cost_currency_check CHECK ((cost_currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT order_lines_id_check CHECK ((id ~ '^orl_[0-9a-z]{26}$'::text)),
    CONSTRAINT order_lines_paid_amount_check CHECK ((paid_amount >= (0)::numeric)),
    CONSTRAINT order_lines_quantity_check CHECK ((quantity > 0)),
    CONSTRAINT order_lines_tax_amount_check CHECK ((tax_amount >= (0)::numeric)),
    CONSTRAINT order_lines_unit_cost_check CHECK ((unit_cost >= (0)::numeric)),
    CONSTRAINT order_lines_unit_price_check CHECK ((unit_price >= (0)::numeric))
);

ALTER TABLE ONLY makegood.order_lines FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.orders (
    storefront_id text NOT NULL,
    id text NOT NULL,
    external_id text NOT NULL,
    number text NOT NULL,
    customer_name text,
    customer_email text,
    customer_phone text,
    postal_code text,
    country_code text,
    currency_code text NOT NULL,
    total numeric NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    promised_delivery_by timestamp with time zone,
    confirmation_sent_at timestamp with time zone,
    sequence bigint DEFAULT 0 NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    number_folded text GENERATED ALWAYS AS (lower(number)) STORED NOT NULL,
    platform_account_id text,
    shipping_amount numeric DEFAULT 0 NOT NULL,
    canceled_at timestamp with time zone,
    closed_at timestamp with time zone,
    told_at timestamp with time zone,
    redacted_at timestamp with time zone,
    CONSTRAINT orders_country_code_check CHECK ((country_code ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT orders_currency_code_check CHECK ((currency_code ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT orders_id_check CHECK ((id ~ '^ord_[0-9a-z]{26}$'::text)),
    CONSTRAINT orders_shipping_amount_check CHECK ((shipping_amount >= (0)::numeric)),
    CONSTRAINT orders_total_check CHECK ((total >= (0)::numeric))
);

ALTER TABLE ONLY makegood.orders FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.persisted_documents (
    storefront_id text NOT NULL,
    hash text NOT NULL,
    text text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT persisted_documents_check CHECK ((hash = encode(sha256(convert_to(text, 'UTF8'::name)), 'hex'::text))),
    CONSTRAINT persisted_documents_text_check CHECK (((octet_length(text) >= 1) AND (octet_length(text) <= 65536)))
);

ALTER TABLE ONLY makegood.persisted_documents FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.platform_polls (
    storefront_id text NOT NULL,
    account_id text NOT NULL,
    told_at timestamp with time zone NOT NULL,
    page_since timestamp with time zone,
    page_after text,
    polled_at timestamp with time zone NOT NULL,
    CONSTRAINT platform_polls_check CHECK (((page_since IS NULL) = (page_after IS NULL)))
);

ALTER TABLE ONLY makegood.platform_polls FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.privacy_requests (
    storefront_id text NOT NULL,
    id text NOT NULL,
    account_id text NOT NULL,
    external_id text NOT NULL,
    kind text NOT NULL,
    order_ids text[] DEFAULT '{}'::text[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    completed_at timestamp with time zone,
    completed_by text,
    sequence bigint DEFAULT 0 NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT privacy_requests_id_check CHECK ((id ~ '^prv_[0-9a-z]{26}$'::text)),
    CONSTRAINT privacy_requests_kind_check CHECK ((kind = ANY (ARRAY['CUSTOMER_DATA'::text, 'CUSTOMER_REDACT'::text, 'SHOP_REDACT'::text])))
);

ALTER TABLE ONLY makegood.privacy_requests FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.proof_files (
    storefront_id text NOT NULL,
    id text NOT NULL,
    shipment_id text NOT NULL,
    kind text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    sha256 text NOT NULL,
    file_key text,
    retain_until timestamp with time zone,
    deleted_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT proof_files_check CHECK (((file_key IS NULL) OR (deleted_at IS NULL))),
    CONSTRAINT proof_files_id_check CHECK ((id ~ '^pof_[0-9a-z]{26}$'::text)),
    CONSTRAINT proof_files_kind_check CHECK ((kind = ANY (ARRAY['SIGNATURE'::text, 'PHOTO'::text, 'DOCUMENT'::text]))),
    CONSTRAINT proof_files_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT proof_files_size_check CHECK ((size > 0))
);

ALTER TABLE ONLY makegood.proof_files FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.proofs_of_delivery (
    storefront_id text NOT NULL,
    id text NOT NULL,
    shipment_id text NOT NULL,
    signed_by text,
    handover text,
    place text,
    latitude numeric,
    longitude numeric,
    explanation_code text,
    explanation text,
    severity text,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT proofs_of_delivery_check CHECK (((explanation_code IS NULL) = (explanation IS NULL))),
    CONSTRAINT proofs_of_delivery_check1 CHECK (((latitude IS NULL) = (longitude IS NULL))),
    CONSTRAINT proofs_of_delivery_handover_check CHECK ((handover = ANY (ARRAY['RECIPIENT'::text, 'HOUSEHOLD'::text, 'NEIGHBOR'::text, 'RECEPTION'::text, 'MAILBOX'::text, 'SAFE_PLACE'::text, 'PARCEL_SHOP'::text, 'OTHER'::text]))),
    CONSTRAINT proofs_of_delivery_id_check CHECK ((id ~ '^pod_[0-9a-z]{26}$'::text)),
    CONSTRAINT proofs_of_delivery_latitude_check CHECK (((latitude >= ('-90'::integer)::numeric) AND (latitude <= (90)::numeric))),
    CONSTRAINT proofs_of_delivery_longitude_check CHECK (((longitude >= ('-180'::integer)::numeric) AND (longitude <= (180)::numeric))),
    CONSTRAINT proofs_of_delivery_severity_check CHECK ((severity = ANY (ARRAY['LOW'::text, 'MEDIUM'::text, 'HIGH'::text])))
);

ALTER TABLE ONLY makegood.proofs_of_delivery FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.recoveries (
    storefront_id text NOT NULL,
    id text NOT NULL,
    number text NOT NULL,
    order_id text NOT NULL,
    shipment_id text NOT NULL,
    claim_id text,
    coverage_id text,
    account_id text,
    route text NOT NULL,
    counterparty_type text NOT NULL,
    counterparty text NOT NULL,
    exclusive_group text,
    reason text NOT NULL,
    proposed_because text,
    status text NOT NULL,
    status_detail text,
    reference text,
    requested_amount numeric NOT NULL,
    approved_amount numeric,
    paid_amount numeric DEFAULT 0 NOT NULL,
    fee_amount numeric DEFAULT 0 NOT NULL,
    repaid_amount numeric DEFAULT 0 NOT NULL,
    currency_code text NOT NULL,
    required_documents text[] DEFAULT '{}'::text[] NOT NULL,
    missing_documents text[] DEFAULT '{}'::text[] NOT NULL,
    files_itself boolean DEFAULT false NOT NULL,
    filing_since timestamp with time zone,
    failure_code text,
    failure_message text,
    rule text,
    rule_assumed boolean DEFAULT false NOT NULL,
    opens_at timestamp with time zone,
    notice_by timestamp with time zone,
    file_by timestamp with time zone,
    appeal_by timestamp with time zone,
    information_by timestamp with time zone,
    alarmed_at timestamp with time zone,
    submitted_at timestamp with time zone,
    decided_at timestamp with time zone,
    paid_at timestamp with time zone,
    closed_at timestamp with time zone,
    found_at timestamp with time zone,
    told_at timestamp with time zone,
    expected_entry_id text,
    sequence bigint DEFAULT 0 NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT recoveries_approved_amount_check CHECK ((approved_amount >= (0)::numeric)),
    CONSTRAINT recoveries_counterparty_type_check CHECK ((counterparty_type = ANY (ARRAY['CARRIER'::text, 'INSURER'::text, 'LABEL_PROVIDER'::text]))),
    CONSTRAINT recoveries_currency_code_check CHECK ((currency_code ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT recoveries_fee_amount_check CHECK ((fee_amount >= (0)::numeric)),
    CONSTRAINT recoveries_id_check CHECK ((id ~ '^rcv_[0-9a-z]{26}$'::text)),
    CONSTRAINT recoveries_number_check CHECK ((number ~ '^REC-[0-9A-Z]{8}$'::text)),
    CONSTRAINT recoveries_paid_amount_check CHECK ((paid_amount >= (0)::numeric)),
    CONSTRAINT recoveries_reason_check CHECK ((reason = ANY (ARRAY['LOSS'::text, 'DAMAGE'::text, 'THEFT'::text, 'MISSING_CONTENTS'::text, 'DELAY'::text]))),
    CONSTRAINT recoveries_repaid_amount_check CHECK ((repaid_amount >= (0)::numeric)),
    CONSTRAINT recoveries_requested_amount_check CHECK ((requested_amount > (0)::numeric)),
    CONSTRAINT recoveries_route_check CHECK ((route = ANY (ARRAY['PLATFORM'::text, 'INSURER_API'::text, 'INSURER_PACKET'::text, 'AGGREGATOR_API'::text, 'CARRIER_API'::text, 'CARRIER_PACKET'::text, 'MANUAL'::text]))),
    CONSTRAINT recoveries_status_check CHECK ((status = ANY (ARRAY['DRAFT'::text, 'READY'::text, 'SUBMITTED'::text, 'UNDER_REVIEW'::text, 'INFORMATION_REQUESTED'::text, 'APPROVED'::text, 'APPROVED_PARTIAL'::text, 'PAID'::text, 'CLOSED'::text, 'REJECTED'::text, 'APPEALED'::text, 'WITHDRAWN'::text, 'EXPIRED'::text, 'NOT_FILEABLE'::text])))
);

ALTER TABLE ONLY makegood.recoveries FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.recovery_exports (
    storefront_id text NOT NULL,
    id text NOT NULL,
    recovery_id text NOT NULL,
    language text NOT NULL,
    state text DEFAULT 'PENDING'::text NOT NULL,
    pdf_key text,
    zip_key text,
    size bigint,
    sha256 text,
    requested_by text NOT NULL,
    requester_id text,
    ready_at timestamp with time zone,
    retain_until timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT recovery_exports_check CHECK (((state <> 'READY'::text) OR ((size IS NOT NULL) AND (sha256 IS NOT NULL) AND (ready_at IS NOT NULL)))),
    CONSTRAINT recovery_exports_id_check CHECK ((id ~ '^rpk_[0-9a-z]{26}$'::text)),
    CONSTRAINT recovery_exports_language_check CHECK ((language = ANY (ARRAY['DA'::text, 'DE'::text, 'EN'::text]))),
    CONSTRAINT recovery_exports_requested_by_check CHECK ((requested_by = ANY (ARRAY['CUSTOMER'::text, 'STAFF'::text, 'PARTNER'::text, 'SYSTEM'::text]))),
    CONSTRAINT recovery_exports_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT recovery_exports_state_check CHECK ((state = ANY (ARRAY['PENDING'::text, 'READY'::text])))
);

ALTER TABLE ONLY makegood.recovery_exports FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.recovery_messages (
    storefront_id text NOT NULL,
    id text NOT NULL,
    recovery_id text NOT NULL,
    direction text NOT NULL,
    author text NOT NULL,
    body text NOT NULL,
    external_id text,
    state text NOT NULL,
    failure text,
    sent_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT recovery_messages_author_check CHECK ((author = ANY (ARRAY['COUNTERPARTY'::text, 'STAFF'::text, 'PARTNER'::text, 'SYSTEM'::text]))),
    CONSTRAINT recovery_messages_direction_check CHECK ((direction = ANY (ARRAY['IN'::text, 'OUT'::text]))),
    CONSTRAINT recovery_messages_id_check CHECK ((id ~ '^rms_[0-9a-z]{26}$'::text)),
    CONSTRAINT recovery_messages_state_check CHECK ((state = ANY (ARRAY['RECEIVED'::text, 'RECORDED'::text, 'PENDING'::text, 'SENT'::text, 'FAILED'::text])))
);

ALTER TABLE ONLY makegood.recovery_messages FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.recovery_payments (
    storefront_id text NOT NULL,
    id text NOT NULL,
    recovery_id text NOT NULL,
    direction text NOT NULL,
    amount numeric NOT NULL,
    fee_amount numeric DEFAULT 0 NOT NULL,
    currency_code text NOT NULL,
    settled_amount numeric,
    reference text NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    entry_id text,
    fee_entry_id text,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT recovery_payments_amount_check CHECK ((amount > (0)::numeric)),
    CONSTRAINT recovery_payments_currency_code_check CHECK ((currency_code ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT recovery_payments_direction_check CHECK ((direction = ANY (ARRAY['PAYOUT'::text, 'REPAYMENT'::text]))),
    CONSTRAINT recovery_payments_fee_amount_check CHECK ((fee_amount >= (0)::numeric)),
    CONSTRAINT recovery_payments_id_check CHECK ((id ~ '^rpy_[0-9a-z]{26}$'::text)),
    CONSTRAINT recovery_payments_settled_amount_check CHECK ((settled_amount > (0)::numeric))
);

ALTER TABLE ONLY makegood.recovery_payments FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.resolution_lines (
    storefront_id text NOT NULL,
    id text NOT NULL,
    resolution_id text NOT NULL,
    order_id text NOT NULL,
    order_line_id text NOT NULL,
    quantity integer NOT NULL,
    amount numeric NOT NULL,
    currency_code text NOT NULL,
    sent_again boolean NOT NULL,
    variant_external_id text,
    sku text,
    place integer NOT NULL,
    CONSTRAINT resolution_lines_amount_check CHECK ((amount >= (0)::numeric)),
    CONSTRAINT resolution_lines_currency_code_check CHECK ((currency_code ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT resolution_lines_id_check CHECK ((id ~ '^rsl_[0-9a-z]{26}$'::text)),
    CONSTRAINT resolution_lines_quantity_check CHECK ((quantity >= 0))
);

ALTER TABLE ONLY makegood.resolution_lines FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.resolution_offers (
    storefront_id text NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    type text NOT NULL,
    amount numeric NOT NULL,
    currency_code text NOT NULL,
    is_default boolean NOT NULL,
    place integer NOT NULL,
    CONSTRAINT resolution_offers_amount_check CHECK ((amount >= (0)::numeric)),
    CONSTRAINT resolution_offers_currency_code_check CHECK ((currency_code ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT resolution_offers_id_check CHECK ((id ~ '^rof_[0-9a-z]{26}$'::text)),
    CONSTRAINT resolution_offers_type_check CHECK ((type = ANY (ARRAY['RESHIPMENT'::text, 'REFUND'::text, 'STORE_CREDIT'::text, 'GIFT_CARD'::text, 'PARTIAL_REFUND'::text, 'REFUND_AND_RESHIPMENT'::text])))
);

ALTER TABLE ONLY makegood.resolution_offers FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.resolutions (
    storefront_id text NOT NULL,
    id text NOT NULL,
    order_id text NOT NULL,
    claim_id text NOT NULL,
    type text NOT NULL,
    goodwill boolean DEFAULT false NOT NULL,
    external boolean DEFAULT false NOT NULL,
    status text NOT NULL,
    amount numeric NOT NULL,
    shipping_amount numeric DEFAULT 0 NOT NULL,
    currency_code text NOT NULL,
    chosen_by text NOT NULL,
    chosen_at timestamp with time zone NOT NULL,
    reference text,
    replacement_reference text,
    replacement_number text,
    replacement_shipment_id text,
    goods_done_at timestamp with time zone,
    money_done_at timestamp with time zone,
    completed_at timestamp with time zone,
    failed_effect text,
    failure_code text,
    failure_message text,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT resolutions_amount_check CHECK ((amount >= (0)::numeric)),
    CONSTRAINT resolutions_check CHECK (((status = 'FAILED'::text) = (failure_code IS NOT NULL))),
    CONSTRAINT resolutions_check1 CHECK (((failure_code IS NULL) = (failed_effect IS NULL))),
    CONSTRAINT resolutions_chosen_by_check CHECK ((chosen_by = ANY (ARRAY['CUSTOMER'::text, 'STAFF'::text, 'PARTNER'::text, 'SYSTEM'::text]))),
    CONSTRAINT resolutions_currency_code_check CHECK ((currency_code ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT resolutions_failed_effect_check CHECK ((failed_effect = ANY (ARRAY['platform.refund'::text, 'platform.credit'::text, 'platform.gift_card'::text, 'platform.reship'::text]))),
    CONSTRAINT resolutions_id_check CHECK ((id ~ '^res_[0-9a-z]{26}$'::text)),
    CONSTRAINT resolutions_shipping_amount_check CHECK ((shipping_amount >= (0)::numeric)),
    CONSTRAINT resolutions_status_check CHECK ((status = ANY (ARRAY['CHOSEN'::text, 'PROCESSING'::text, 'COMPLETED'::text, 'FAILED'::text, 'REVERSED'::text]))),
    CONSTRAINT resolutions_type_check CHECK ((type = ANY (ARRAY['RESHIPMENT'::text, 'REFUND'::text, 'STORE_CREDIT'::text, 'GIFT_CARD'::text, 'PARTIAL_REFUND'::text, 'REFUND_AND_RESHIPMENT'::text])))
);

ALTER TABLE ONLY makegood.resolutions FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.revocations (
    storefront_id text NOT NULL,
    subject text NOT NULL,
    revoked_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY makegood.revocations FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.shipment_lines (
    storefront_id text NOT NULL,
    id text NOT NULL,
    shipment_id text NOT NULL,
    order_id text NOT NULL,
    order_line_id text NOT NULL,
    quantity integer NOT NULL,
    CONSTRAINT shipment_lines_id_check CHECK ((id ~ '^shl_[0-9a-z]{26}$'::text)),
    CONSTRAINT shipment_lines_quantity_check CHECK ((quantity > 0))
);

ALTER TABLE ONLY makegood.shipment_lines FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.shipments (
    storefront_id text NOT NULL,
    id text NOT NULL,
    order_id text NOT NULL,
    direction text NOT NULL,
    status text NOT NULL,
    carrier text NOT NULL,
    tracking_number text NOT NULL,
    tracked_by text,
    tracking_reference text,
    service text,
    label_source text NOT NULL,
    tracking_url text,
    tracking_status text DEFAULT 'UNKNOWN'::text NOT NULL,
    tracking_status_detail text,
    incident_reason text,
    signature_required boolean DEFAULT false NOT NULL,
    signed_by text,
    declared_amount numeric,
    declared_currency text,
    shipped_at timestamp with time zone,
    estimated_delivery_at timestamp with time zone,
    delivered_at timestamp with time zone,
    last_event_at timestamp with time zone,
    last_checked_at timestamp with time zone,
    next_check_at timestamp with time zone,
    tracking_ended_at timestamp with time zone,
    sequence bigint DEFAULT 0 NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    external_id text,
    told_at timestamp with time zone,
    tracking_trouble text,
    renew_at timestamp with time zone,
    stalled_since timestamp with time zone,
    overdue_since timestamp with time zone,
    presumed_lost_at timestamp with time zone,
    pickup_since timestamp with time zone,
    pickup_until timestamp with time zone,
    returned_at timestamp with time zone,
    agreed_place text,
    photo_required boolean DEFAULT false NOT NULL,
    discrepancy text,
    watch_at timestamp with time zone,
    proof_id text,
    followed_until timestamp with time zone,
    weight_grams integer,
    origin_country text,
    label_seller text,
    goods text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT shipments_agreed_place_check CHECK ((agreed_place = ANY (ARRAY['RECIPIENT'::text, 'HOUSEHOLD'::text, 'NEIGHBOR'::text, 'RECEPTION'::text, 'MAILBOX'::text, 'SAFE_PLACE'::text, 'PARCEL_SHOP'::text, 'OTHER'::text]))),
    CONSTRAINT shipments_check CHECK (((declared_amount IS NULL) = (declared_currency IS NULL))),
    CONSTRAINT shipments_check1 CHECK (((label_seller IS NULL) OR (label_source = ANY (ARRAY['SHIPPING_AGGREGATOR'::text, 'MARKETPLACE'::text])))),
    CONSTRAINT shipments_declared_amount_check CHECK ((declared_amount >= (0)::numeric)),
    CONSTRAINT shipments_declared_currency_check CHECK ((declared_currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT shipments_direction_check CHECK ((direction = ANY (ARRAY['OUTBOUND'::text, 'RETURN'::text, 'REPLACEMENT'::text]))),
    CONSTRAINT shipments_discrepancy_check CHECK ((discrepancy = ANY (ARRAY['NAME_MISMATCH'::text, 'NEIGHBOR'::text, 'NO_SIGNATURE'::text, 'WRONG_PLACE'::text, 'NO_PHOTO'::text]))),
    CONSTRAINT shipments_id_check CHECK ((id ~ '^shp_[0-9a-z]{26}$'::text)),
    CONSTRAINT shipments_label_source_check CHECK ((label_source = ANY (ARRAY['SHOPIFY_SHIPPING'::text, 'CARRIER_ACCOUNT'::text, 'SHIPPING_AGGREGATOR'::text, 'MARKETPLACE'::text, 'OTHER'::text]))),
    CONSTRAINT shipments_origin_country_check CHECK ((origin_country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT shipments_status_check CHECK ((status = ANY (ARRAY['PENDING'::text, 'SHIPPED'::text, 'DELIVERED'::text, 'CANCELED'::text]))),
    CONSTRAINT shipments_tracking_status_check CHECK ((tracking_status = ANY (ARRAY['UNKNOWN'::text, 'PRE_TRANSIT'::text, 'IN_TRANSIT'::text, 'DELAYED'::text, 'EXCEPTION'::text, 'OUT_FOR_DELIVERY'::text, 'DELIVERY_ATTEMPTED'::text, 'AVAILABLE_FOR_PICKUP'::text, 'DELIVERED'::text, 'RETURN_TO_SENDER'::text, 'RETURNED'::text, 'DAMAGED'::text, 'LOST'::text, 'CANCELED'::text]))),
    CONSTRAINT shipments_weight_grams_check CHECK ((weight_grams > 0))
);

ALTER TABLE ONLY makegood.shipments FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.storefronts (
    id text NOT NULL,
    name text NOT NULL,
    mode text NOT NULL,
    currency_code text NOT NULL,
    time_zone text NOT NULL,
    allowed_origins text[] DEFAULT '{}'::text[] NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    trusted_documents_only boolean DEFAULT false NOT NULL,
    country_code text,
    CONSTRAINT storefronts_country_code_check CHECK ((country_code ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT storefronts_currency_code_check CHECK ((currency_code ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT storefronts_id_check CHECK ((id ~ '^sto_[0-9a-z]{26}$'::text)),
    CONSTRAINT storefronts_mode_check CHECK ((mode = ANY (ARRAY['TEST'::text, 'LIVE'::text])))
);

ALTER TABLE ONLY makegood.storefronts FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.tasks (
    storefront_id text NOT NULL,
    id text NOT NULL,
    event_id text,
    kind text NOT NULL,
    subject text NOT NULL,
    account_id text,
    state text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempt integer DEFAULT 1 NOT NULL,
    crashes integer DEFAULT 0 NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    released_at timestamp with time zone,
    lease_token bigint DEFAULT 0 NOT NULL,
    lease_until timestamp with time zone,
    errors jsonb DEFAULT '[]'::jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT tasks_id_check CHECK ((id ~ '^tsk_[0-9a-z]{26}$'::text)),
    CONSTRAINT tasks_state_check CHECK ((state = ANY (ARRAY['WAITING'::text, 'RELEASED'::text, 'RUNNING'::text, 'DONE'::text, 'DEAD'::text])))
);

ALTER TABLE ONLY makegood.tasks FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.tracking_progress (
    storefront_id text NOT NULL,
    id text NOT NULL,
    shipment_id text NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    step text NOT NULL,
    code text NOT NULL,
    text text NOT NULL,
    CONSTRAINT tracking_progress_id_check CHECK ((id ~ '^tpr_[0-9a-z]{26}$'::text)),
    CONSTRAINT tracking_progress_step_check CHECK ((step = ANY (ARRAY['OPENED'::text, 'UNDER_REVIEW'::text, 'INFORMATION_REQUESTED'::text, 'APPROVED'::text, 'PAID'::text, 'REJECTED'::text, 'CLOSED'::text, 'WITHDRAWN'::text])))
);

ALTER TABLE ONLY makegood.tracking_progress FORCE ROW LEVEL SECURITY;

CREATE TABLE makegood.withdrawn_scans (
    storefront_id text NOT NULL,
    id text NOT NULL,
    shipment_id text NOT NULL,
    carrier text NOT NULL,
    tracking_number text NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    status text NOT NULL,
    status_detail text,
    incident_reason text,
    code text NOT NULL,
    description text NOT NULL,
    location text NOT NULL,
    source text NOT NULL,
    withdrawn_at timestamp with time zone NOT NULL,
    CONSTRAINT withdrawn_scans_id_check CHECK ((id ~ '^tev_[0-9a-z]{26}$'::text))
);

ALTER TABLE ONLY makegood.withdrawn_scans FORCE ROW LEVEL SECURITY;

ALTER TABLE ONLY makegood.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.accounts
    ADD CONSTRAINT accounts_storefront_id_company_label_key UNIQUE (storefront_id, company, label);

ALTER TABLE ONLY makegood.api_clients
    ADD CONSTRAINT api_clients_pkey PRIMARY KEY (id);

ALTER TABLE ONLY makegood.api_grants
    ADD CONSTRAINT api_grants_pkey PRIMARY KEY (storefront_id, client_id);

ALTER TABLE ONLY makegood.api_keys
    ADD CONSTRAINT api_keys_hash_key UNIQUE (hash);

ALTER TABLE ONLY makegood.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);

ALTER TABLE ONLY makegood.claim_exports
    ADD CONSTRAINT claim_exports_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.claim_items
    ADD CONSTRAINT claim_items_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.claim_policies
    ADD CONSTRAINT claim_policies_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.claim_policies
    ADD CONSTRAINT claim_policies_storefront_id_version_key UNIQUE (storefront_id, version);

ALTER TABLE ONLY makegood.claims
    ADD CONSTRAINT claims_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.claims
    ADD CONSTRAINT claims_storefront_id_number_key UNIQUE (storefront_id, number);

ALTER TABLE ONLY makegood.claims
    ADD CONSTRAINT claims_storefront_id_order_id_id_key UNIQUE (storefront_id, order_id, id);

ALTER TABLE ONLY makegood.compensations
    ADD CONSTRAINT compensations_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.coverages
    ADD CONSTRAINT coverages_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.coverages
    ADD CONSTRAINT coverages_storefront_id_provider_policy_number_key UNIQUE (storefront_id, provider, policy_number);

ALTER TABLE ONLY makegood.coverages
    ADD CONSTRAINT coverages_storefront_id_shipment_id_id_key UNIQUE (storefront_id, shipment_id, id);

ALTER TABLE ONLY makegood.disputes
    ADD CONSTRAINT disputes_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.disputes
    ADD CONSTRAINT disputes_storefront_id_account_id_external_id_key UNIQUE (storefront_id, account_id, external_id);

ALTER TABLE ONLY makegood.effects
    ADD CONSTRAINT effects_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.effects
    ADD CONSTRAINT effects_storefront_id_kind_subject_generation_key UNIQUE (storefront_id, kind, subject, generation);

ALTER TABLE ONLY makegood.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.events
    ADD CONSTRAINT events_storefront_id_position_key UNIQUE (storefront_id, "position");

ALTER TABLE ONLY makegood.events
    ADD CONSTRAINT events_storefront_id_subject_sequence_key UNIQUE (storefront_id, subject, sequence);

ALTER TABLE ONLY makegood.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.feeds
    ADD CONSTRAINT feeds_pkey PRIMARY KEY (storefront_id);

ALTER TABLE ONLY makegood.holds
    ADD CONSTRAINT holds_pkey PRIMARY KEY (storefront_id, order_id, source);

ALTER TABLE ONLY makegood.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (storefront_id, caller, mutation, key);

ALTER TABLE ONLY makegood.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.inbox
    ADD CONSTRAINT inbox_storefront_id_account_id_external_id_key UNIQUE (storefront_id, account_id, external_id);

ALTER TABLE ONLY makegood.installs
    ADD CONSTRAINT installs_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.ledger_entries
    ADD CONSTRAINT ledger_entries_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.ledger_entries
    ADD CONSTRAINT ledger_entries_storefront_id_claim_id_id_key UNIQUE (storefront_id, claim_id, id);

ALTER TABLE ONLY makegood.ledger_entries
    ADD CONSTRAINT ledger_entries_storefront_id_reverses_key UNIQUE (storefront_id, reverses);

ALTER TABLE ONLY makegood.mail_settings
    ADD CONSTRAINT mail_settings_pkey PRIMARY KEY (storefront_id);

ALTER TABLE ONLY makegood.message_attachments
    ADD CONSTRAINT message_attachments_pkey PRIMARY KEY (storefront_id, message_id, evidence_id);

ALTER TABLE ONLY makegood.message_templates
    ADD CONSTRAINT message_templates_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.message_templates
    ADD CONSTRAINT message_templates_storefront_id_key_locale_version_key UNIQUE (storefront_id, key, locale, version);

ALTER TABLE ONLY makegood.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.messages
    ADD CONSTRAINT messages_storefront_id_cause_key UNIQUE (storefront_id, cause);

ALTER TABLE ONLY makegood.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (name);

ALTER TABLE ONLY makegood.order_lines
    ADD CONSTRAINT order_lines_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.order_lines
    ADD CONSTRAINT order_lines_storefront_id_order_id_external_id_key UNIQUE (storefront_id, order_id, external_id);

ALTER TABLE ONLY makegood.order_lines
    ADD CONSTRAINT order_lines_storefront_id_order_id_id_key UNIQUE (storefront_id, order_id, id);

ALTER TABLE ONLY makegood.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.orders
    ADD CONSTRAINT orders_storefront_id_external_id_key UNIQUE (storefront_id, external_id);

ALTER TABLE ONLY makegood.persisted_documents
    ADD CONSTRAINT persisted_documents_pkey PRIMARY KEY (storefront_id, hash);

ALTER TABLE ONLY makegood.platform_polls
    ADD CONSTRAINT platform_polls_pkey PRIMARY KEY (storefront_id, account_id);

ALTER TABLE ONLY makegood.privacy_requests
    ADD CONSTRAINT privacy_requests_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.privacy_requests
    ADD CONSTRAINT privacy_requests_storefront_id_account_id_kind_external_id_key UNIQUE (storefront_id, account_id, kind, external_id);

ALTER TABLE ONLY makegood.proof_files
    ADD CONSTRAINT proof_files_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.proof_files
    ADD CONSTRAINT proof_files_storefront_id_shipment_id_sha256_key UNIQUE (storefront_id, shipment_id, sha256);

ALTER TABLE ONLY makegood.proofs_of_delivery
    ADD CONSTRAINT proofs_of_delivery_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.proofs_of_delivery
    ADD CONSTRAINT proofs_of_delivery_storefront_id_shipment_id_key UNIQUE (storefront_id, shipment_id);

ALTER TABLE ONLY makegood.recoveries
    ADD CONSTRAINT recoveries_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.recoveries
    ADD CONSTRAINT recoveries_storefront_id_number_key UNIQUE (storefront_id, number);

ALTER TABLE ONLY makegood.recovery_exports
    ADD CONSTRAINT recovery_exports_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.recovery_messages
    ADD CONSTRAINT recovery_messages_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.recovery_messages
    ADD CONSTRAINT recovery_messages_storefront_id_recovery_id_external_id_key UNIQUE (storefront_id, recovery_id, external_id);

ALTER TABLE ONLY makegood.recovery_payments
    ADD CONSTRAINT recovery_payments_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.recovery_payments
    ADD CONSTRAINT recovery_payments_storefront_id_recovery_id_direction_refer_key UNIQUE (storefront_id, recovery_id, direction, reference);

ALTER TABLE ONLY makegood.resolution_lines
    ADD CONSTRAINT resolution_lines_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.resolution_offers
    ADD CONSTRAINT resolution_offers_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.resolution_offers
    ADD CONSTRAINT resolution_offers_storefront_id_claim_id_type_key UNIQUE (storefront_id, claim_id, type);

ALTER TABLE ONLY makegood.resolutions
    ADD CONSTRAINT resolutions_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.resolutions
    ADD CONSTRAINT resolutions_storefront_id_claim_id_id_key UNIQUE (storefront_id, claim_id, id);

ALTER TABLE ONLY makegood.revocations
    ADD CONSTRAINT revocations_pkey PRIMARY KEY (storefront_id, subject);

ALTER TABLE ONLY makegood.shipment_lines
    ADD CONSTRAINT shipment_lines_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.shipment_lines
    ADD CONSTRAINT shipment_lines_storefront_id_shipment_id_order_line_id_key UNIQUE (storefront_id, shipment_id, order_line_id);

ALTER TABLE ONLY makegood.shipments
    ADD CONSTRAINT shipments_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.shipments
    ADD CONSTRAINT shipments_storefront_id_order_id_id_key UNIQUE (storefront_id, order_id, id);

ALTER TABLE ONLY makegood.storefronts
    ADD CONSTRAINT storefronts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY makegood.tasks
    ADD CONSTRAINT tasks_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.tasks
    ADD CONSTRAINT tasks_storefront_id_event_id_kind_key UNIQUE (storefront_id, event_id, kind);

ALTER TABLE ONLY makegood.tracking_events
    ADD CONSTRAINT tracking_events_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.tracking_events
    ADD CONSTRAINT tracking_events_storefront_id_shipment_id_occurred_at_code__key UNIQUE NULLS NOT DISTINCT (storefront_id, shipment_id, occurred_at, code, location, status, status_detail, incident_reason);

ALTER TABLE ONLY makegood.tracking_progress
    ADD CONSTRAINT tracking_progress_pkey PRIMARY KEY (storefront_id, id);

ALTER TABLE ONLY makegood.tracking_progress
    ADD CONSTRAINT tracking_progress_storefront_id_shipment_id_occurred_at_cod_key UNIQUE (storefront_id, shipment_id, occurred_at, code);

ALTER TABLE ONLY makegood.withdrawn_scans
    ADD CONSTRAINT withdrawn_scans_pkey PRIMARY KEY (storefront_id, id);

CREATE UNIQUE INDEX accounts_external ON makegood.accounts USING btree (company, external_id) WHERE (external_id IS NOT NULL);

CREATE INDEX accounts_hook ON makegood.accounts USING btree (id);

CREATE INDEX accounts_newest ON makegood.accounts USING btree (storefront_id, created_at DESC, id DESC);

CREATE INDEX api_grants_client ON makegood.api_grants USING btree (client_id);

CREATE UNIQUE INDEX api_keys_two_active ON makegood.api_keys USING btree (client_id, slot) WHERE (revoked_at IS NULL);

CREATE INDEX claim_exports_age ON makegood.claim_exports USING btree (retain_until) WHERE (deleted_at IS NULL);

CREATE INDEX claim_exports_claim ON makegood.claim_exports USING btree (storefront_id, claim_id, id);

CREATE INDEX claim_items_claim ON makegood.claim_items USING btree (storefront_id, claim_id, id);

CREATE INDEX claim_items_line ON makegood.claim_items USING btree (storefront_id, order_line_id);

CREATE INDEX claim_items_shipment_line ON makegood.claim_items USING btree (storefront_id, shipment_line_id);

CREATE INDEX claim_policies_newest ON makegood.claim_policies USING btree (storefront_id, created_at DESC, id DESC);

CREATE INDEX claims_by_reason ON makegood.claims USING btree (storefront_id, reason, created_at DESC, id DESC);

CREATE INDEX claims_by_status ON makegood.claims USING btree (storefront_id, status, created_at DESC, id DESC);

CREATE INDEX claims_newest ON makegood.claims USING btree (storefront_id, created_at DESC, id DESC);

CREATE INDEX claims_order ON makegood.claims USING btree (storefront_id, order_id, created_at DESC, id DESC);

CREATE INDEX claims_shipment ON makegood.claims USING btree (storefront_id, shipment_id, created_at DESC, id DESC);

CREATE INDEX claims_updated ON makegood.claims USING btree (storefront_id, updated_at DESC, id DESC);

CREATE INDEX compensations_line ON makegood.compensations USING btree (storefront_id, order_line_id, id);

CREATE INDEX compensations_order ON makegood.compensations USING btree (storefront_id, order_id, id);

CREATE INDEX compensations_source ON makegood.compensations USING btree (storefront_id, source, id);

CREATE INDEX coverages_end ON makegood.coverages USING btree (storefront_id, expires_at) WHERE (status = 'ACTIVE'::text);

CREATE INDEX coverages_reference ON makegood.coverages USING btree (storefront_id, account_id, reference);

CREATE INDEX coverages_shipment ON makegood.coverages USING btree (storefront_id, shipment_id, id);

CREATE INDEX disputes_newest ON makegood.disputes USING btree (storefront_id, created_at DESC, id DESC);

CREATE INDEX disputes_order ON makegood.disputes USING btree (storefront_id, order_id, created_at DESC, id DESC);

CREATE INDEX effects_by_state ON makegood.effects USING btree (storefront_id, state, created_at DESC, id DESC);

CREATE INDEX effects_newest ON makegood.effects USING btree (storefront_id, created_at DESC, id DESC);

CREATE INDEX effects_subject ON makegood.effects USING btree (storefront_id, subject, created_at DESC, id DESC);

CREATE INDEX events_age ON makegood.events USING btree (occurred_at);

CREATE INDEX events_outbox ON makegood.events USING btree (ordinal) WHERE ("position" IS NULL);

CREATE INDEX evidence_age ON makegood.evidence USING btree (retain_until) WHERE (deleted_at IS NULL);

CREATE INDEX evidence_claim ON makegood.evidence USING btree (storefront_id, claim_id, id);

CREATE INDEX idempotency_keys_age ON makegood.idempotency_keys USING btree (created_at);

CREATE INDEX inbox_age ON makegood.inbox USING btree (received_at);

CREATE UNIQUE INDEX inbox_event ON makegood.inbox USING btree (storefront_id, account_id, event_id, topic);

CREATE INDEX installs_end ON makegood.installs USING btree (storefront_id, expires_at);

CREATE INDEX ledger_entries_claim ON makegood.ledger_entries USING btree (storefront_id, claim_id, occurred_at, id);

CREATE INDEX ledger_entries_recovery ON makegood.ledger_entries USING btree (storefront_id, recovery_id, occurred_at, id);

CREATE INDEX message_attachments_evidence ON makegood.message_attachments USING btree (storefront_id, evidence_id, message_id);

CREATE UNIQUE INDEX messages_mail ON makegood.messages USING btree (storefront_id, claim_id, external_id) WHERE (external_id IS NOT NULL);

CREATE INDEX messages_newest ON makegood.messages USING btree (storefront_id, claim_id, created_at DESC, id DESC);

CREATE INDEX messages_thread ON makegood.messages USING btree (storefront_id, external_id) WHERE (external_id IS NOT NULL);

CREATE INDEX order_lines_place ON makegood.order_lines USING btree (storefront_id, order_id, place, id);

CREATE INDEX orders_number ON makegood.orders USING btree (storefront_id, number_folded, placed_at DESC, id DESC);

CREATE INDEX orders_platform ON makegood.orders USING btree (storefront_id, platform_account_id, id);

CREATE INDEX privacy_requests_newest ON makegood.privacy_requests USING btree (storefront_id, created_at DESC, id DESC);

CREATE INDEX proof_files_age ON makegood.proof_files USING btree (retain_until) WHERE (deleted_at IS NULL);

CREATE INDEX recoveries_by_counterparty ON makegood.recoveries USING btree (storefront_id, counterparty, created_at DESC, id DESC);

CREATE INDEX recoveries_by_status ON makegood.recoveries USING btree (storefront_id, status, created_at DESC, id DESC);

CREATE INDEX recoveries_claim ON makegood.recoveries USING btree (storefront_id, claim_id, created_at DESC, id DESC);

CREATE INDEX recoveries_due ON makegood.recoveries USING btree (storefront_id, file_by) WHERE (status = ANY (ARRAY['DRAFT'::text, 'READY'::text]));

CREATE UNIQUE INDEX recoveries_exclusive ON makegood.recoveries USING btree (storefront_id, shipment_id, exclusive_group) WHERE ((status <> ALL (ARRAY['DRAFT'::text, 'WITHDRAWN'::text, 'EXPIRED'::text, 'NOT_FILEABLE'::text, 'REJECTED'::text])) AND ((status <> 'CLOSED'::text) OR (paid_amount > (0)::numeric)));

CREATE INDEX recoveries_newest ON makegood.recoveries USING btree (storefront_id, created_at DESC, id DESC);

CREATE UNIQUE INDEX recoveries_open ON makegood.recoveries USING btree (storefront_id, shipment_id, reason, counterparty) WHERE ((status <> ALL (ARRAY['WITHDRAWN'::text, 'EXPIRED'::text, 'NOT_FILEABLE'::text])) AND ((status <> 'CLOSED'::text) OR (paid_amount > (0)::numeric)));

CREATE INDEX recoveries_reference ON makegood.recoveries USING btree (storefront_id, account_id, reference);

CREATE INDEX recoveries_shipment ON makegood.recoveries USING btree (storefront_id, shipment_id, created_at DESC, id DESC);

CREATE INDEX recovery_exports_age ON makegood.recovery_exports USING btree (retain_until) WHERE (deleted_at IS NULL);

CREATE INDEX recovery_exports_recovery ON makegood.recovery_exports USING btree (storefront_id, recovery_id, id);

CREATE INDEX recovery_messages_recovery ON makegood.recovery_messages USING btree (storefront_id, recovery_id, sent_at, id);

CREATE INDEX recovery_payments_recovery ON makegood.recovery_payments USING btree (storefront_id, recovery_id, occurred_at, id);

CREATE INDEX resolution_lines_place ON makegood.resolution_lines USING btree (storefront_id, resolution_id, place, id);

CREATE INDEX resolution_offers_place ON makegood.resolution_offers USING btree (storefront_id, claim_id, place, id);

CREATE INDEX resolutions_claim ON makegood.resolutions USING btree (storefront_id, claim_id, id DESC);

CREATE INDEX resolutions_replacement ON makegood.resolutions USING btree (storefront_id, replacement_shipment_id);

CREATE INDEX resolutions_replacement_reference ON makegood.resolutions USING btree (storefront_id, replacement_reference);

CREATE INDEX revocations_recent ON makegood.revocations USING btree (revoked_at);

CREATE INDEX shipment_lines_order ON makegood.shipment_lines USING btree (storefront_id, order_line_id);

CREATE UNIQUE INDEX shipments_external ON makegood.shipments USING btree (storefront_id, external_id);

CREATE UNIQUE INDEX shipments_natural ON makegood.shipments USING btree (storefront_id, lower(carrier), tracking_number);

CREATE INDEX shipments_number ON makegood.shipments USING btree (storefront_id, tracking_number);

CREATE INDEX shipments_order ON makegood.shipments USING btree (storefront_id, order_id, id);

CREATE INDEX shipments_watch ON makegood.shipments USING btree (watch_at) WHERE (watch_at IS NOT NULL);

CREATE INDEX tasks_by_state ON makegood.tasks USING btree (storefront_id, state, created_at DESC, id DESC);

CREATE INDEX tasks_finished ON makegood.tasks USING btree (finished_at) WHERE (state = 'DONE'::text);

CREATE INDEX tasks_in_flight ON makegood.tasks USING btree (storefront_id, account_id) WHERE (state = ANY (ARRAY['RELEASED'::text, 'RUNNING'::text]));

CREATE INDEX tasks_newest ON makegood.tasks USING btree (storefront_id, created_at DESC, id DESC);

CREATE INDEX tasks_next ON makegood.tasks USING btree (due_at) WHERE (state = 'WAITING'::text);

CREATE INDEX tasks_subject ON makegood.tasks USING btree (storefront_id, subject, created_at DESC, id DESC);

CREATE INDEX tasks_waiting ON makegood.tasks USING btree (storefront_id, account_id, due_at) WHERE (state = 'WAITING'::text);

CREATE INDEX tracking_events_newest ON makegood.tracking_events USING btree (storefront_id, shipment_id, occurred_at DESC, id DESC);

CREATE INDEX withdrawn_scans_shipment ON makegood.withdrawn_scans USING btree (storefront_id, shipment_id);

ALTER TABLE ONLY makegood.accounts
    ADD CONSTRAINT accounts_storefront_id_fkey FOREIGN KEY (storefront_id) REFERENCES makegood.storefronts(id);

ALTER TABLE ONLY makegood.api_grants
    ADD CONSTRAINT api_grants_client_id_fkey FOREIGN KEY (client_id) REFERENCES makegood.api_clients(id);

ALTER TABLE ONLY makegood.api_grants
    ADD CONSTRAINT api_grants_storefront_id_fkey FOREIGN KEY (storefront_id) REFERENCES makegood.storefronts(id);

ALTER TABLE ONLY makegood.api_keys
    ADD CONSTRAINT api_keys_client_id_fkey FOREIGN KEY (client_id) REFERENCES makegood.api_clients(id);

ALTER TABLE ONLY makegood.claim_exports
    ADD CONSTRAINT claim_exports_storefront_id_order_id_claim_id_fkey FOREIGN KEY (storefront_id, order_id, claim_id) REFERENCES makegood.claims(storefront_id, order_id, id);

ALTER TABLE ONLY makegood.claim_items
    ADD CONSTRAINT claim_items_storefront_id_order_id_claim_id_fkey FOREIGN KEY (storefront_id, order_id, claim_id) REFERENCES makegood.claims(storefront_id, order_id, id);

ALTER TABLE ONLY makegood.claim_items
    ADD CONSTRAINT claim_items_storefront_id_order_id_order_line_id_fkey FOREIGN KEY (storefront_id, order_id, order_line_id) REFERENCES makegood.order_lines(storefront_id, order_id, id);

ALTER TABLE ONLY makegood.claim_items
    ADD CONSTRAINT claim_items_storefront_id_shipment_line_id_fkey FOREIGN KEY (storefront_id, shipment_line_id) REFERENCES makegood.shipment_lines(storefront_id, id);

ALTER TABLE ONLY makegood.claim_policies
    ADD CONSTRAINT claim_policies_storefront_id_fkey FOREIGN KEY (storefront_id) REFERENCES makegood.storefronts(id);

ALTER TABLE ONLY makegood.claims
    ADD CONSTRAINT claims_storefront_id_duplicate_of_fkey FOREIGN KEY (storefront_id, duplicate_of) REFERENCES makegood.claims(storefront_id, id);

ALTER TABLE ONLY makegood.claims
    ADD CONSTRAINT claims_storefront_id_id_resolution_id_fkey FOREIGN KEY (storefront_id, id, resolution_id) REFERENCES makegood.resolutions(storefront_id, claim_id, id);

ALTER TABLE ONLY makegood.claims
    ADD CONSTRAINT claims_storefront_id_order_id_fkey FOREIGN KEY (storefront_id, order_id) REFERENCES makegood.orders(storefront_id, id);

ALTER TABLE ONLY makegood.claims
    ADD CONSTRAINT claims_storefront_id_order_id_shipment_id_fkey FOREIGN KEY (storefront_id, order_id, shipment_id) REFERENCES makegood.shipments(storefront_id, order_id, id);

ALTER TABLE ONLY makegood.claims
    ADD CONSTRAINT claims_storefront_id_policy_id_fkey FOREIGN KEY (storefront_id, policy_id) REFERENCES makegood.claim_policies(storefront_id, id);

ALTER TABLE ONLY makegood.compensations
    ADD CONSTRAINT compensations_storefront_id_order_id_fkey FOREIGN KEY (storefront_id, order_id) REFERENCES makegood.orders(storefront_id, id);

ALTER TABLE ONLY makegood.compensations
    ADD CONSTRAINT compensations_storefront_id_order_id_order_line_id_fkey FOREIGN KEY (storefront_id, order_id, order_line_id) REFERENCES makegood.order_lines(storefront_id, order_id, id);

ALTER TABLE ONLY makegood.coverages
    ADD CONSTRAINT coverages_storefront_id_account_id_fkey FOREIGN KEY (storefront_id, account_id) REFERENCES makegood.accounts(storefront_id, id);

ALTER TABLE ONLY makegood.coverages
    ADD CONSTRAINT coverages_storefront_id_order_id_shipment_id_fkey FOREIGN KEY (storefront_id, order_id, shipment_id) REFERENCES makegood.shipments(storefront_id, order_id, id);

ALTER TABLE ONLY makegood.disputes
    ADD CONSTRAINT disputes_storefront_id_account_id_fkey FOREIGN KEY (storefront_id, account_id) REFERENCES makegood.accounts(storefront_id, id);

ALTER TABLE ONLY makegood.disputes
    ADD CONSTRAINT disputes_storefront_id_order_id_fkey FOREIGN KEY (storefront_id, order_id) REFERENCES makegood.orders(storefront_id, id);

ALTER TABLE ONLY makegood.effects
    ADD CONSTRAINT effects_storefront_id_account_id_fkey FOREIGN KEY (storefront_id, account_id) REFERENCES makegood.accounts(storefront_id, id);

ALTER TABLE ONLY makegood.effects
    ADD CONSTRAINT effects_storefront_id_fkey FOREIGN KEY (storefront_id) REFERENCES makegood.storefronts(id);

ALTER TABLE ONLY makegood.events
    ADD CONSTRAINT events_storefront_id_fkey FOREIGN KEY (storefront_id) REFERENCES makegood.storefronts(id);

ALTER TABLE ONLY makegood.evidence
    ADD CONSTRAINT evidence_storefront_id_order_id_claim_id_fkey FOREIGN KEY (storefront_id, order_id, claim_id) REFERENCES makegood.claims(storefront_id, order_id, id);

ALTER TABLE ONLY makegood.feeds
    ADD CONSTRAINT feeds_storefront_id_fkey FOREIGN KEY (storefront_id) REFERENCES makegood.storefronts(id);

ALTER TABLE ONLY makegood.holds
    ADD CONSTRAINT holds_storefront_id_order_id_fkey FOREIGN KEY (storefront_id, order_id) REFERENCES makegood.orders(storefront_id, id);

ALTER TABLE ONLY makegood.idempotency_keys
    ADD CONSTRAINT idempotency_keys_storefront_id_fkey FOREIGN KEY (storefront_id) REFERENCES makegood.storefronts(id);

ALTER TABLE ONLY makegood.inbox
    ADD CONSTRAINT inbox_storefront_id_account_id_fkey FOREIGN KEY (storefront_id, account_id) REFERENCES makegood.accounts(storefront_id, id);

ALTER TABLE ONLY makegood.inbox
    ADD CONSTRAINT inbox_storefront_id_fkey FOREIGN KEY (storefront_id) REFERENCES makegood.storefronts(id);

ALTER TABLE ONLY makegood.installs
    ADD CONSTRAINT installs_storefront_id_fkey FOREIGN KEY (storefront_id) REFERENCES makegood.storefronts(id);

ALTER TABLE ONLY makegood.ledger_entries
    ADD CONSTRAINT ledger_entries_storefront_id_claim_id_fkey FOREIGN KEY (storefront_id, claim_id) REFERENCES makegood.claims(storefront_id, id);

ALTER TABLE ONLY makegood.ledger_entries
    ADD CONSTRAINT ledger_entries_storefront_id_claim_id_reverses_fkey FOREIGN KEY (storefront_id, claim_id, reverses) REFERENCES makegood.ledger_entries(storefront_id, claim_id, id);

ALTER TABLE ONLY makegood.ledger_entries
    ADD CONSTRAINT ledger_entries_storefront_id_recovery_id_fkey FOREIGN KEY (storefront_id, recovery_id) REFERENCES makegood.recoveries(storefront_id, id);

ALTER TABLE ONLY makegood.mail_settings
    ADD CONSTRAINT mail_settings_storefront_id_fkey FOREIGN KEY (storefront_id) REFERENCES makegood.storefronts(id);

ALTER TABLE ONLY makegood.message_attachments
    ADD CONSTRAINT message_attachments_storefront_id_evidence_id_fkey FOREIGN KEY (storefront_id, evidence_id) REFERENCES makegood.evidence(storefront_id, id);

ALTER TABLE ONLY makegood.message_attachments
    ADD CONSTRAINT message_attachments_storefront_id_message_id_fkey FOREIGN KEY (storefront_id, message_id) REFERENCES makegood.messages(storefront_id, id);

ALTER TABLE ONLY makegood.message_templates
    ADD CONSTRAINT message_templates_storefront_id_fkey FOREIGN KEY (storefront_id) REFERENCES makegood.storefronts(id);

ALTER TABLE ONLY makegood.messages
    ADD CONSTRAINT messages_storefront_id_order_id_claim_id_fkey FOREIGN KEY (storefront_id, order_id, claim_id) REFERENCES makegood.claims(storefront_id, order_id, id);

ALTER TABLE ONLY makegood.order_lines
    ADD CONSTRAINT order_lines_storefront_id_order_id_fkey FOREIGN KEY (storefront_id, order_id) REFERENCES makegood.orders(storefront_id, id);

ALTER TABLE ONLY makegood.orders
    ADD CONSTRAINT orders_storefront_id_fkey FOREIGN KEY (storefront_id) REFERENCES makegood.storefronts(id);

ALTER TABLE ONLY makegood.orders
    ADD CONSTRAINT orders_storefront_id_platform_account_id_fkey FOREIGN KEY (storefront_id, platform_account_id) REFERENCES makegood.accounts(storefront_id, id);

ALTER TABLE ONLY makegood.persisted_documents
    ADD CONSTRAINT persisted_documents_storefront_id_fkey FOREIGN KEY (storefront_id) REFERENCES makegood.storefronts(id);

ALTER TABLE ONLY makegood.platform_polls
    ADD CONSTRAINT platform_polls_storefront_id_account_id_fkey FOREIGN KEY (storefront_id, account_id) REFERENCES makegood.accounts(storefront_id, id);

ALTER TABLE ONLY makegood.privacy_requests
    ADD CONSTRAINT privacy_requests_storefront_id_account_id_fkey FOREIGN KEY (storefront_id, account_id) REFERENCES makegood.accounts(storefront_id, id);

ALTER TABLE ONLY makegood.proof_files
    ADD CONSTRAINT proof_files_storefront_id_shipment_id_fkey FOREIGN KEY (storefront_id, shipment_id) REFERENCES makegood.shipments(storefront_id, id);

ALTER TABLE ONLY makegood.proofs_of_delivery
    ADD CONSTRAINT proofs_of_delivery_storefront_id_shipment_id_fkey FOREIGN KEY (storefront_id, shipment_id) REFERENCES makegood.shipments(storefront_id, id);

ALTER TABLE ONLY makegood.recoveries
    ADD CONSTRAINT recoveries_storefront_id_account_id_fkey FOREIGN KEY (storefront_id, account_id) REFERENCES makegood.accounts(storefront_id, id);

ALTER TABLE ONLY makegood.recoveries
    ADD CONSTRAINT recoveries_storefront_id_order_id_claim_id_fkey FOREIGN KEY (storefront_id, order_id, claim_id) REFERENCES makegood.claims(storefront_id, order_id, id);

ALTER TABLE ONLY makegood.recoveries
    ADD CONSTRAINT recoveries_storefront_id_order_id_shipment_id_fkey FOREIGN KEY (storefront_id, order_id, shipment_id) REFERENCES makegood.shipments(storefront_id, order_id, id);

ALTER TABLE ONLY makegood.recoveries
    ADD CONSTRAINT recoveries_storefront_id_shipment_id_coverage_id_fkey FOREIGN KEY (storefront_id, shipment_id, coverage_id) REFERENCES makegood.coverages(storefront_id, shipment_id, id);

ALTER TABLE ONLY makegood.recovery_exports
    ADD CONSTRAINT recovery_exports_storefront_id_recovery_id_fkey FOREIGN KEY (storefront_id, recovery_id) REFERENCES makegood.recoveries(storefront_id, id);

ALTER TABLE ONLY makegood.recovery_messages
    ADD CONSTRAINT recovery_messages_storefront_id_recovery_id_fkey FOREIGN KEY (storefront_id, recovery_id) REFERENCES makegood.recoveries(storefront_id, id);

ALTER TABLE ONLY makegood.recovery_payments
    ADD CONSTRAINT recovery_payments_storefront_id_recovery_id_fkey FOREIGN KEY (storefront_id, recovery_id) REFERENCES makegood.recoveries(storefront_id, id);

ALTER TABLE ONLY makegood.resolution_lines
    ADD CONSTRAINT resolution_lines_storefront_id_order_id_order_line_id_fkey FOREIGN KEY (storefront_id, order_id, order_line_id) REFERENCES makegood.order_lines(storefront_id, order_id, id);

ALTER TABLE ONLY makegood.resolution_lines
    ADD CONSTRAINT resolution_lines_storefront_id_resolution_id_fkey FOREIGN KEY (storefront_id, resolution_id) REFERENCES makegood.resolutions(storefront_id, id);

ALTER TABLE ONLY makegood.resolution_offers
    ADD CONSTRAINT resolution_offers_storefront_id_claim_id_fkey FOREIGN KEY (storefront_id, claim_id) REFERENCES makegood.claims(storefront_id, id);

ALTER TABLE ONLY makegood.resolutions
    ADD CONSTRAINT resolutions_storefront_id_order_id_claim_id_fkey FOREIGN KEY (storefront_id, order_id, claim_id) REFERENCES makegood.claims(storefront_id, order_id, id);

ALTER TABLE ONLY makegood.resolutions
    ADD CONSTRAINT resolutions_storefront_id_order_id_replacement_shipment_id_fkey FOREIGN KEY (storefront_id, order_id, replacement_shipment_id) REFERENCES makegood.shipments(storefront_id, order_id, id);

ALTER TABLE ONLY makegood.revocations
    ADD CONSTRAINT revocations_storefront_id_fkey FOREIGN KEY (storefront_id) REFERENCES makegood.storefronts(id);

ALTER TABLE ONLY makegood.shipment_lines
    ADD CONSTRAINT shipment_lines_storefront_id_order_id_order_line_id_fkey FOREIGN KEY (storefront_id, order_id, order_line_id) REFERENCES makegood.order_lines(storefront_id, order_id, id);

ALTER TABLE ONLY makegood.shipment_lines
    ADD CONSTRAINT shipment_lines_storefront_id_order_id_shipment_id_fkey FOREIGN KEY (storefront_id, order_id, shipment_id) REFERENCES makegood.shipments(storefront_id, order_id, id);

ALTER TABLE ONLY makegood.shipments
    ADD CONSTRAINT shipments_storefront_id_order_id_fkey FOREIGN KEY (storefront_id, order_id) REFERENCES makegood.orders(storefront_id, id);

ALTER TABLE ONLY makegood.shipments
    ADD CONSTRAINT shipments_storefront_id_proof_id_fkey FOREIGN KEY (storefront_id, proof_id) REFERENCES makegood.proofs_of_delivery(storefront_id, id);

ALTER TABLE ONLY makegood.shipments
    ADD CONSTRAINT shipments_storefront_id_tracked_by_fkey FOREIGN KEY (storefront_id, tracked_by) REFERENCES makegood.accounts(storefront_id, id);

ALTER TABLE ONLY makegood.tasks
    ADD CONSTRAINT tasks_storefront_id_account_id_fkey FOREIGN KEY (storefront_id, account_id) REFERENCES makegood.accounts(storefront_id, id);

ALTER TABLE ONLY makegood.tasks
    ADD CONSTRAINT tasks_storefront_id_event_id_fkey FOREIGN KEY (storefront_id, event_id) REFERENCES makegood.events(storefront_id, id) ON DELETE SET NULL (event_id);

ALTER TABLE ONLY makegood.tasks
    ADD CONSTRAINT tasks_storefront_id_fkey FOREIGN KEY (storefront_id) REFERENCES makegood.storefronts(id);

ALTER TABLE ONLY makegood.tracking_events
    ADD CONSTRAINT tracking_events_storefront_id_shipment_id_fkey FOREIGN KEY (storefront_id, shipment_id) REFERENCES makegood.shipments(storefront_id, id);

ALTER TABLE ONLY makegood.tracking_progress
    ADD CONSTRAINT tracking_progress_storefront_id_shipment_id_fkey FOREIGN KEY (storefront_id, shipment_id) REFERENCES makegood.shipments(storefront_id, id);

ALTER TABLE ONLY makegood.withdrawn_scans
    ADD CONSTRAINT withdrawn_scans_storefront_id_shipment_id_fkey FOREIGN KEY (storefront_id, shipment_id) REFERENCES makegood.shipments(storefront_id, id);

ALTER TABLE makegood.accounts ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.api_clients ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.api_grants ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.api_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.claim_exports ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.claim_items ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.claim_policies ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.claims ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.compensations ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.coverages ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.disputes ENABLE ROW LEVEL SECURITY;

CREATE POLICY door ON makegood.accounts FOR SELECT TO makegood_door USING (true);

CREATE POLICY door ON makegood.api_clients FOR SELECT TO makegood_door USING (true);

CREATE POLICY door ON makegood.api_grants FOR SELECT TO makegood_door USING (true);

CREATE POLICY door ON makegood.api_keys FOR SELECT TO makegood_door USING (true);

CREATE POLICY door ON makegood.feeds FOR SELECT TO makegood_door USING (true);

CREATE POLICY door ON makegood.revocations FOR SELECT TO makegood_door USING (true);

CREATE POLICY door ON makegood.storefronts FOR SELECT TO makegood_door USING (true);

ALTER TABLE makegood.effects ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.events ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.evidence ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.feeds ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.holds ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.idempotency_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.inbox ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.installs ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.ledger_entries ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.mail_settings ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.message_attachments ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.message_templates ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.messages ENABLE ROW LEVEL SECURITY;

CREATE POLICY operator ON makegood.api_clients TO makegood_owner USING (true);

CREATE POLICY operator ON makegood.api_grants TO makegood_owner USING (true);

CREATE POLICY operator ON makegood.api_keys TO makegood_owner USING (true);

CREATE POLICY operator ON makegood.feeds TO makegood_owner USING (true);

CREATE POLICY operator ON makegood.storefronts TO makegood_owner USING (true);

ALTER TABLE makegood.order_lines ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.orders ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.persisted_documents ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.platform_polls ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.privacy_requests ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.proof_files ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.proofs_of_delivery ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.recoveries ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.recovery_exports ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.recovery_messages ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.recovery_payments ENABLE ROW LEVEL SECURITY;

CREATE POLICY relay ON makegood.accounts FOR SELECT TO makegood_relay USING (true);

CREATE POLICY relay ON makegood.claim_exports FOR SELECT TO makegood_relay USING (true);

CREATE POLICY relay ON makegood.events TO makegood_relay USING (true);

CREATE POLICY relay ON makegood.evidence FOR SELECT TO makegood_relay USING (true);

CREATE POLICY relay ON makegood.feeds TO makegood_relay USING (true);

CREATE POLICY relay ON makegood.idempotency_keys TO makegood_relay USING (true);

CREATE POLICY relay ON makegood.inbox TO makegood_relay USING (true);

CREATE POLICY relay ON makegood.proof_files FOR SELECT TO makegood_relay USING (true);

CREATE POLICY relay ON makegood.recovery_exports FOR SELECT TO makegood_relay USING (true);

CREATE POLICY relay ON makegood.revocations TO makegood_relay USING (true);

CREATE POLICY relay ON makegood.shipments FOR SELECT TO makegood_relay USING (true);

CREATE POLICY relay ON makegood.tasks TO makegood_relay USING (true);

ALTER TABLE makegood.resolution_lines ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.resolution_offers ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.resolutions ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.revocations ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.shipment_lines ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.shipments ENABLE ROW LEVEL SECURITY;

CREATE POLICY storefront ON makegood.accounts TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.api_grants TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.claim_exports TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.claim_items TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.claim_policies TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.claims TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.compensations TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.coverages TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.disputes TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.effects TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.events TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.evidence TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.feeds TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.holds TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.idempotency_keys TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.inbox TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.installs TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.ledger_entries TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.mail_settings TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.message_attachments TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.message_templates TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.messages TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.order_lines TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.orders TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.persisted_documents TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.platform_polls TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.privacy_requests TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.proof_files TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.proofs_of_delivery TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.recoveries TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.recovery_exports TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.recovery_messages TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.recovery_payments TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.resolution_lines TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.resolution_offers TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.resolutions TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.revocations TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.shipment_lines TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.shipments TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.storefronts TO makegood_app USING ((id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.tasks TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.tracking_events TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.tracking_progress TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

CREATE POLICY storefront ON makegood.withdrawn_scans TO makegood_app USING ((storefront_id = NULLIF(current_setting('makegood.storefront'::text, true), ''::text)));

ALTER TABLE makegood.storefronts ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.tasks ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.tracking_events ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.tracking_progress ENABLE ROW LEVEL SECURITY;

ALTER TABLE makegood.withdrawn_scans ENABLE ROW LEVEL SECURITY;

GRANT USAGE ON SCHEMA makegood TO makegood_app;
GRANT USAGE ON SCHEMA makegood TO makegood_relay;
GRANT USAGE ON SCHEMA makegood TO makegood_door;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.accounts TO makegood_app;

GRANT SELECT(storefront_id) ON TABLE makegood.accounts TO makegood_door;
GRANT SELECT(storefront_id) ON TABLE makegood.accounts TO makegood_relay;

GRANT SELECT(id) ON TABLE makegood.accounts TO makegood_door;
GRANT SELECT(id) ON TABLE makegood.accounts TO makegood_relay;

GRANT SELECT(company) ON TABLE makegood.accounts TO makegood_door;

GRANT SELECT(external_id) ON TABLE makegood.accounts TO makegood_door;

GRANT SELECT ON TABLE makegood.api_clients TO makegood_door;

GRANT SELECT ON TABLE makegood.api_grants TO makegood_app;
GRANT SELECT ON TABLE makegood.api_grants TO makegood_door;

GRANT SELECT ON TABLE makegood.api_keys TO makegood_door;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.claims TO makegood_app;

GRANT SELECT,INSERT ON TABLE makegood.events TO makegood_app;
GRANT SELECT,DELETE ON TABLE makegood.events TO makegood_relay;

GRANT UPDATE("position") ON TABLE makegood.events TO makegood_relay;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.messages TO makegood_app;

GRANT SELECT,INSERT,DELETE ON TABLE makegood.tracking_events TO makegood_app;

GRANT UPDATE(raw) ON TABLE makegood.tracking_events TO makegood_app;

GRANT SELECT ON TABLE makegood.case_timeline TO makegood_app;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.claim_exports TO makegood_app;

GRANT SELECT(storefront_id) ON TABLE makegood.claim_exports TO makegood_relay;

GRANT SELECT(id) ON TABLE makegood.claim_exports TO makegood_relay;

GRANT SELECT(retain_until) ON TABLE makegood.claim_exports TO makegood_relay;

GRANT SELECT(deleted_at) ON TABLE makegood.claim_exports TO makegood_relay;

GRANT SELECT,INSERT ON TABLE makegood.claim_items TO makegood_app;

GRANT UPDATE(description) ON TABLE makegood.claim_items TO makegood_app;

GRANT SELECT,INSERT ON TABLE makegood.claim_policies TO makegood_app;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.compensations TO makegood_app;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.coverages TO makegood_app;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.disputes TO makegood_app;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.effects TO makegood_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE makegood.evidence TO makegood_app;

GRANT SELECT(storefront_id) ON TABLE makegood.evidence TO makegood_relay;

GRANT SELECT(id) ON TABLE makegood.evidence TO makegood_relay;

GRANT SELECT(retain_until) ON TABLE makegood.evidence TO makegood_relay;

GRANT SELECT(deleted_at) ON TABLE makegood.evidence TO makegood_relay;

GRANT SELECT ON TABLE makegood.feeds TO makegood_app;
GRANT SELECT,UPDATE ON TABLE makegood.feeds TO makegood_relay;
GRANT SELECT ON TABLE makegood.feeds TO makegood_door;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.holds TO makegood_app;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.idempotency_keys TO makegood_app;
GRANT DELETE ON TABLE makegood.idempotency_keys TO makegood_relay;

GRANT SELECT(created_at) ON TABLE makegood.idempotency_keys TO makegood_relay;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.inbox TO makegood_app;
GRANT DELETE ON TABLE makegood.inbox TO makegood_relay;

GRANT SELECT(received_at) ON TABLE makegood.inbox TO makegood_relay;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE makegood.installs TO makegood_app;

GRANT SELECT,INSERT ON TABLE makegood.ledger_entries TO makegood_app;

GRANT UPDATE(claim_id) ON TABLE makegood.ledger_entries TO makegood_app;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.mail_settings TO makegood_app;

GRANT SELECT,INSERT ON TABLE makegood.message_attachments TO makegood_app;

GRANT SELECT,INSERT ON TABLE makegood.message_templates TO makegood_app;

GRANT SELECT ON TABLE makegood.migrations TO makegood_app;
GRANT SELECT ON TABLE makegood.migrations TO makegood_relay;
GRANT SELECT ON TABLE makegood.migrations TO makegood_door;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE makegood.order_lines TO makegood_app;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.orders TO makegood_app;

GRANT SELECT,INSERT,DELETE ON TABLE makegood.persisted_documents TO makegood_app;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.platform_polls TO makegood_app;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.privacy_requests TO makegood_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE makegood.proof_files TO makegood_app;

GRANT SELECT(storefront_id) ON TABLE makegood.proof_files TO makegood_relay;

GRANT SELECT(id) ON TABLE makegood.proof_files TO makegood_relay;

GRANT SELECT(retain_until) ON TABLE makegood.proof_files TO makegood_relay;

GRANT SELECT(deleted_at) ON TABLE makegood.proof_files TO makegood_relay;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.proofs_of_delivery TO makegood_app;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.recoveries TO makegood_app;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.recovery_exports TO makegood_app;

GRANT SELECT(storefront_id) ON TABLE makegood.recovery_exports TO makegood_relay;

GRANT SELECT(id) ON TABLE makegood.recovery_exports TO makegood_relay;

GRANT SELECT(retain_until) ON TABLE makegood.recovery_exports TO makegood_relay;

GRANT SELECT(deleted_at) ON TABLE makegood.recovery_exports TO makegood_relay;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.recovery_messages TO makegood_app;

GRANT SELECT,INSERT ON TABLE makegood.recovery_payments TO makegood_app;

GRANT SELECT,INSERT ON TABLE makegood.resolution_lines TO makegood_app;

GRANT SELECT,INSERT,DELETE ON TABLE makegood.resolution_offers TO makegood_app;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.resolutions TO makegood_app;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.revocations TO makegood_app;
GRANT SELECT ON TABLE makegood.revocations TO makegood_door;
GRANT DELETE ON TABLE makegood.revocations TO makegood_relay;

GRANT SELECT(revoked_at) ON TABLE makegood.revocations TO makegood_relay;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE makegood.shipment_lines TO makegood_app;

GRANT SELECT,INSERT,UPDATE ON TABLE makegood.shipments TO makegood_app;

GRANT SELECT(storefront_id) ON TABLE makegood.shipments TO makegood_relay;

GRANT SELECT(id) ON TABLE makegood.shipments TO makegood_relay;

GRANT SELECT(watch_at) ON TABLE makegood.shipments TO makegood_relay;

GRANT SELECT ON TABLE makegood.storefronts TO makegood_app;
GRANT SELECT ON TABLE makegood.storefronts TO makegood_door;

GRANT SELECT,UPDATE ON TABLE makegood.tasks TO makegood_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE makegood.tasks TO makegood_relay;

GRANT SELECT,INSERT,DELETE ON TABLE makegood.tracking_progress TO makegood_app;

GRANT SELECT,INSERT ON TABLE makegood.withdrawn_scans TO makegood_app;
