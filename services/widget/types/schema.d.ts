// The operations' types. Made by `make clients` from sha256:cfa83fb30713c43a328de2bb88eeba83e93d819ad777cfe69ff2f3c7fa910d26

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Which accounts; what is left out does not matter. */
export type AccountFilter = {
  /** Only those at this company. */
  readonly company?: string | null | undefined;
  /** Only those of these kinds. */
  readonly kinds?: ReadonlyArray<AccountKind> | null | undefined;
};

/** What a company outside does for a storefront. */
export type AccountKind =
  /** Tracks or carries its parcels. */
  | 'CARRIER'
  /** Insures its parcels. */
  | 'INSURER'
  /** Receives the storefront's mails. */
  | 'MAIL'
  /** Runs the shop that its orders are sold in. */
  | 'PLATFORM';

/** What calls with an account reach. */
export type AccountMode =
  /** The company's real world. */
  | 'LIVE'
  /** Its place for tests. A storefront for tests reaches nothing else. */
  | 'TEST';

/** How far an account at a company got. */
export type AccountStatus =
  /** In use. */
  | 'CONNECTED'
  /** It was told, or the shop's owner agreed; the rest takes a moment. */
  | 'CONNECTING'
  /** The shop took our access away; connect it again. */
  | 'DISCONNECTED'
  /** Not let in; see `failure`, and connect it again. */
  | 'FAILED'
  /** In use, but not allowed everything; see `missingScopes` and connect again. */
  | 'INCOMPLETE';

/** Who did something. */
export type ActorKind =
  /** The customer of the order. */
  | 'CUSTOMER'
  /** A program with a key of its own. */
  | 'PARTNER'
  /** Somebody of the shop's staff. */
  | 'STAFF'
  /** Makegood itself, or a company outside that told it something. */
  | 'SYSTEM';

/** Why a claim was canceled. */
export type CancelReason =
  /** Another claim is about the same. */
  | 'DUPLICATE'
  /** The customer was asked for more and did not answer; a message opens it again. */
  | 'INACTIVE'
  /** The parcel came after all. */
  | 'PARCEL_ARRIVED'
  /** Whoever opened it took it back. */
  | 'WITHDRAWN';

/** An account at a carrier, or at whoever tracks parcels. Company and label name it: told again, it gets the new secrets. */
export type CarrierAccountConnectInput = {
  /** The company, such as `easypost`; a refusal names all there are. */
  readonly company: string;
  /** What logs in there; a refusal names each that is missing. */
  readonly credentials: ReadonlyArray<SecretInput>;
  /** What proves the company's messages; left out, none of them is taken. */
  readonly hookSecrets?: ReadonlyArray<SecretInput>;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** What people call it, 1 to 100 characters. */
  readonly label: string;
  /** Whether its calls reach the real world. */
  readonly mode?: AccountMode;
};

/** Files that were uploaded for a claim. */
export type ClaimAddEvidenceInput = {
  /** The claim's id. */
  readonly claimId: string | number;
  /** The uploads' ids, 1 to 100. */
  readonly evidenceIds: ReadonlyArray<string | number>;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
};

/** What is said about a claim. Customers write for themselves. Others write for the shop, or record what somebody told it: name the `author` and the `channel` then. */
export type ClaimAddMessageInput = {
  /** Evidence of the claim that belongs to it, 20 at most. */
  readonly attachmentIds?: ReadonlyArray<string | number>;
  /** Whose words they are: `MERCHANT`, `CUSTOMER` or `CARRIER`; left out, the caller's own. */
  readonly author?: MessageAuthor | null | undefined;
  /** The text, 1 to 20000 characters. */
  readonly body: string;
  /** How it came or went. A public message of the shop goes out by mail when this is `EMAIL`, as it is when left out; on another channel it was said already. Not asked of customers. */
  readonly channel?: MessageChannel | null | undefined;
  /** The claim's id. */
  readonly claimId: string | number;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** Who sees it; left out, the customer as well, unless a carrier said it. A customer's own is always public. */
  readonly visibility?: MessageVisibility | null | undefined;
};

/** What a customer can do instead of a claim, or beside it. */
export type ClaimAlternativeKind =
  /** Object to the payment at the bank, which asks whether the shop was asked first. */
  | 'CONTACT_BANK'
  /** Ask whoever carries the parcel. */
  | 'CONTACT_CARRIER'
  /** Report the shop to the platform that it sells on. */
  | 'PLATFORM_REPORT'
  /** Send it back. */
  | 'RETURN'
  /** Ask for what the law or the maker promises of the goods themselves. */
  | 'WARRANTY';

/** From which moment a bound is counted. */
export type ClaimAnchor =
  /** When the carrier delivered it. */
  | 'DELIVERED'
  /** When the carrier last said anything; before that, when the parcel was sent. */
  | 'LAST_SCAN'
  /** When the order was placed. */
  | 'ORDERED'
  /** Until when delivery was promised, or else estimated. */
  | 'PROMISED'
  /** When the parcel was sent. */
  | 'SHIPPED';

/** Which denied claim is looked at again. */
export type ClaimAppealInput = {
  /** The claim's id. */
  readonly claimId: string | number;
  /** The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
};

/** Which claim is approved, and what is offered. */
export type ClaimApproveInput = {
  /** The claim's id. */
  readonly claimId: string | number;
  /** The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** Offers a partial refund of this much beside. */
  readonly partialRefund?: MoneyInput | null | undefined;
  /** Only these of what the policy allows; left out, all of it. */
  readonly types?: ReadonlyArray<ResolutionType>;
};

/** Who looks after a claim. */
export type ClaimAssignInput = {
  /** An id of the shop's own for the person; left out, nobody does any more. */
  readonly assignee?: string | null | undefined;
  /** The claim's id. */
  readonly claimId: string | number;
  /** The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
};

/** Why something cannot be claimed. */
export type ClaimBlockerCode =
  /** All that was paid for it was given back. */
  | 'ALREADY_COMPENSATED'
  /** The bank decides about the same payment. */
  | 'DISPUTE_OPEN'
  /** It was sold for good, which the policy does not cover. */
  | 'FINAL_SALE'
  /** All of it is claimed already. */
  | 'NOTHING_LEFT'
  /** The shop canceled the order. */
  | 'ORDER_CANCELED'
  /** It is too late. */
  | 'OUTSIDE_WINDOW'
  /** Some of what is asked about is claimed already. */
  | 'QUANTITY_ALREADY_CLAIMED';

/** So many hours or days after a moment. */
export type ClaimBoundInput = {
  /** How many, from 0. */
  readonly amount: number;
  /** From which moment it is counted. */
  readonly anchor: ClaimAnchor;
  /** Of what. */
  readonly unit?: ClaimUnit;
};

/** Which claim is taken back. */
export type ClaimCancelInput = {
  /** The claim's id. */
  readonly claimId: string | number;
  /** The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
};

/** What went wrong. */
export type ClaimCreateInput = {
  /** The customer's own words, 5000 characters at most. */
  readonly customerNote?: string | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** What is claimed; left out, all of the parcel that is not claimed yet. */
  readonly items?: ReadonlyArray<ClaimItemInput>;
  /** The language that the customer is written to in, such as `da` or `en-GB`; left out, it follows from the order's country. */
  readonly locale?: string | null | undefined;
  /** The order that it is about. */
  readonly orderId: string | number;
  /** What the customer would like best. */
  readonly preferredResolution?: ResolutionType | null | undefined;
  /** What went wrong. */
  readonly reason: ClaimReason;
  /** The parcel that it is about. */
  readonly shipmentId?: string | number | null | undefined;
};

/** Why a claim is denied. */
export type ClaimDenyInput = {
  /** Until when the customer may appeal, at most a year ahead; left out, as long as the policy says. */
  readonly appealableUntil?: string | null | undefined;
  /** The claim's id. */
  readonly claimId: string | number;
  /** The reason, for programs. */
  readonly code: DenialCode;
  /** The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** The reason as the customer reads it, 5000 characters at most. */
  readonly message: string;
};

/** What went wrong, with which parcel or lines; left out, with all of the order. */
export type ClaimEligibilityInput = {
  /** What would be claimed; left out, all that can be. */
  readonly items?: ReadonlyArray<ClaimItemInput>;
  /** The order that it is about. */
  readonly orderId: string | number;
  /** What went wrong. */
  readonly reason: ClaimReason;
  /** The parcel that it is about. */
  readonly shipmentId?: string | number | null | undefined;
};

/** Which events of claims, by what they say; what is left out does not matter. */
export type ClaimEventFilter = {
  /** Only of claims on this order. */
  readonly orderId?: string | number | null | undefined;
  /** Only of claims with one of these reasons. */
  readonly reasons?: ReadonlyArray<ClaimReason> | null | undefined;
  /** Only of claims on this parcel. */
  readonly shipmentId?: string | number | null | undefined;
  /** Only events at which the claim stood in one of these. */
  readonly statuses?: ReadonlyArray<ClaimStatus> | null | undefined;
};

/** Which case is wanted, for whom. */
export type ClaimExportCreateInput = {
  /** Who will read it. */
  readonly audience: ExportAudience;
  /** The claim's id. */
  readonly claimId: string | number;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** What it is written in. */
  readonly language?: ExportLanguage;
};

/** Which claims; what is left out does not matter. */
export type ClaimFilter = {
  /** Only those opened earlier. */
  readonly createdBefore?: string | null | undefined;
  /** Only those opened then or later. */
  readonly createdFrom?: string | null | undefined;
  /** Only those on this order. */
  readonly orderId?: string | number | null | undefined;
  /** Only those with one of these. */
  readonly reasons?: ReadonlyArray<ClaimReason> | null | undefined;
  /** Only those on this parcel. */
  readonly shipmentId?: string | number | null | undefined;
  /** Only those in one of these. */
  readonly statuses?: ReadonlyArray<ClaimStatus> | null | undefined;
};

/** How much of one line is claimed. Name the parcel's line, or an order line never shipped. */
export type ClaimItemInput = {
  /** What is wrong with this line. */
  readonly description?: string | null | undefined;
  /** The line of the order, for what was never shipped. */
  readonly orderLineId?: string | number | null | undefined;
  /** How many, from 1. */
  readonly quantity: number;
  /** The line of the parcel. */
  readonly shipmentLineId?: string | number | null | undefined;
};

/** Which claim is about the same as which other. */
export type ClaimMarkDuplicateInput = {
  /** The claim's id. */
  readonly claimId: string | number;
  /** The claim of the same order that stays. */
  readonly duplicateOf: string | number;
  /** The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
};

/** What was done for a claim elsewhere. */
export type ClaimMarkResolvedExternallyInput = {
  /** How much is paid back for the lines together; left out, what was paid for them. */
  readonly amount?: MoneyInput | null | undefined;
  /** The claim's id. */
  readonly claimId: string | number;
  /** The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** Which lines; left out, all that is claimed and not made good yet. */
  readonly lines?: ReadonlyArray<ResolutionLineInput>;
  /** The platform's own id of what was done; its news of the same then does not count again. */
  readonly reference?: string | null | undefined;
  /** How much of shipping is paid back; left out, what the policy says if neither an amount nor lines are named, else nothing. */
  readonly shippingAmount?: MoneyInput | null | undefined;
  /** The way. */
  readonly type: ResolutionType;
};

/** What a customer does next. */
export type ClaimNextStep =
  /** Look around, and ask who may have taken it. */
  | 'ASK_NEIGHBORS'
  /** See what the carrier says. */
  | 'CHECK_TRACKING'
  /** Open the claim. */
  | 'CLAIM'
  /** Write to the shop, which can decide otherwise. */
  | 'CONTACT_SHOP'
  /** Keep everything that came, the packaging too. */
  | 'KEEP_PACKAGING'
  /** Send what is required. */
  | 'SEND_EVIDENCE'
  /** Wait; it was early, and the parcel may still come. */
  | 'WAIT';

/** A policy to be tried, and on which claims. */
export type ClaimPolicyDryRunInput = {
  /** Only claims that were opened then or later. */
  readonly from: string;
  /** The rules, as `claimPolicyUpdate` takes them. */
  readonly rules: ReadonlyArray<ClaimPolicyRuleInput>;
  /** Only claims that were opened earlier. */
  readonly to: string;
};

/** One rule. What is left out is taken from rules that say less precisely what they match. */
export type ClaimPolicyRuleInput = {
  /** How many days the customer has for an appeal, 1 to 365. */
  readonly appealDays?: number | null | undefined;
  /** Up to which amount nobody has to look at a claim, by currency; `0` is never. In a currency that is not named every claim is looked at. */
  readonly autoApproveLimits?: ReadonlyArray<MoneyInput>;
  /** Who carries the parcel, in any case; left out, any. */
  readonly carrier?: string | null | undefined;
  /** Whether what was sold for good can be claimed. */
  readonly coversFinalSale?: boolean | null | undefined;
  /** How many days after the order the customer may turn to the bank or the platform, 0 to 365. */
  readonly escalationDays?: number | null | undefined;
  /** Whether recoveries are filed without a person as soon as nothing is missing, where a company takes them by a call. Nothing is filed so unless a rule says it. */
  readonly filesRecoveries?: boolean | null | undefined;
  /** How much may be given for one order beyond what was paid, by currency; `0` is nothing. A currency that is not named has no limit. */
  readonly goodwillLimits?: ReadonlyArray<MoneyInput>;
  /** How many days the customer has for an answer, 1 to 365. */
  readonly inactivityDays?: number | null | undefined;
  /** The country of the delivery address (ISO 3166-1, two capital letters), or `EU` or `EEA`; left out, any. */
  readonly market?: string | null | undefined;
  /** What went wrong; left out, anything. */
  readonly reason?: ClaimReason | null | undefined;
  /** Below which amount no recovery is proposed, by currency. A currency that is not named has no minimum. */
  readonly recoveryMinimum?: ReadonlyArray<MoneyInput>;
  /** Whether what was paid for shipping is given back too. */
  readonly refundsShipping?: boolean | null | undefined;
  /** The platform's form for reporting a shop, a link that begins with https://; empty is none. */
  readonly reportUrl?: string | null | undefined;
  /** What the customer has to send; an empty list is nothing. */
  readonly requiredEvidence?: ReadonlyArray<EvidenceKind> | null | undefined;
  /** How it is made good. */
  readonly resolutions?: ClaimResolutionsInput | null | undefined;
  /** When a claim may be made, both bounds together. */
  readonly window?: ClaimWindowInput | null | undefined;
};

/** The next version of the policy: all of its rules. */
export type ClaimPolicyUpdateInput = {
  /** The version that this one follows, as it was read; 0 for the first. Another one by now gets `VERSION_CONFLICT`. */
  readonly expectedVersion: number;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** Why it is written, 1000 characters at most. */
  readonly note?: string | null | undefined;
  /** The rules, 100 at most. They go before those that are built in; none at all is those alone. */
  readonly rules: ReadonlyArray<ClaimPolicyRuleInput>;
};

/** What went wrong, in the customer's words. */
export type ClaimReason =
  /** It came damaged. */
  | 'DAMAGED_IN_TRANSIT'
  /** It is late. */
  | 'DELAYED'
  /** The carrier says delivered, and nothing is there. */
  | 'DELIVERED_NOT_RECEIVED'
  /** The parcel never came. */
  | 'LOST_IN_TRANSIT'
  /** Something was missing in the parcel. */
  | 'MISSING_ITEM'
  /** The shop never sent it. */
  | 'NEVER_SHIPPED'
  /** Something else; see the note. */
  | 'OTHER'
  /** The carrier brought it back to the shop. */
  | 'RETURNED_TO_SENDER'
  /** Stolen after the delivery. */
  | 'STOLEN'
  /** Something else was in the parcel. */
  | 'WRONG_ITEM';

/** Which ended claim is taken up again. */
export type ClaimReopenInput = {
  /** The claim's id. */
  readonly claimId: string | number;
  /** The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
};

/** Whose parcel came after all. */
export type ClaimReportArrivedInput = {
  /** The claim's id. */
  readonly claimId: string | number;
  /** The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
};

/** Whose parcel turned up after its claim was resolved. */
export type ClaimReportFoundInput = {
  /** What becomes of it; it can be told later, once. */
  readonly choice?: FoundChoice | null | undefined;
  /** The claim's id. */
  readonly claimId: string | number;
  /** The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
};

/** What the customer is asked for. */
export type ClaimRequestInformationInput = {
  /** The claim's id. */
  readonly claimId: string | number;
  /** Until when, at most a year ahead; left out, as long as the policy says. Then the claim is canceled as inactive, and an answer opens it again. */
  readonly dueAt?: string | null | undefined;
  /** Which kinds of files; none when an answer is enough. */
  readonly evidence?: ReadonlyArray<EvidenceKind>;
  /** The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
};

/** How claims are made good. */
export type ClaimResolutionsInput = {
  /** What can be chosen, at least one. */
  readonly allowed: ReadonlyArray<ResolutionType>;
  /** What is given when nobody chooses; one of `allowed`. */
  readonly default: ResolutionType;
  /** Whether a refund is always among what can be chosen, and credit only the customer's choice. In the EU it has to be so. */
  readonly refundAlways?: boolean;
};

/** What staff does for a claim. */
export type ClaimResolveInput = {
  /** How much is paid back for the lines together; left out, what was paid for them. */
  readonly amount?: MoneyInput | null | undefined;
  /** The claim's id. */
  readonly claimId: string | number;
  /** The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** Which lines; left out, all that is claimed and not made good yet. */
  readonly lines?: ReadonlyArray<ResolutionLineInput>;
  /** How much of shipping is paid back; left out, what the policy says if neither an amount nor lines are named, else nothing. */
  readonly shippingAmount?: MoneyInput | null | undefined;
  /** The way. */
  readonly type: ResolutionType;
};

/** Which claims; what is left out is not known of them. */
export type ClaimRuleInput = {
  /** Who carries the parcel, in any case. */
  readonly carrier?: string | null | undefined;
  /** The country of the delivery address (ISO 3166-1, two capital letters). */
  readonly market?: string | null | undefined;
  /** What went wrong. */
  readonly reason?: ClaimReason | null | undefined;
};

/** Where a claim stands. */
export type ClaimStatus =
  /** The shop makes it good; how is to be chosen. */
  | 'APPROVED'
  /** Nothing is claimed any more; see the reason. */
  | 'CANCELED'
  /** The shop does not make it good; see the reason. It can be appealed once. */
  | 'DENIED'
  /** The customer is asked for more. */
  | 'NEEDS_INFORMATION'
  /** It was made good. */
  | 'RESOLVED'
  /** What was chosen is being done. */
  | 'RESOLVING'
  /** Told; nobody has looked yet. */
  | 'SUBMITTED'
  /** The shop decides. */
  | 'UNDER_REVIEW';

/** The shop's own words on a claim. */
export type ClaimTagInput = {
  /** Tags to add; a claim has 20 at most. */
  readonly add?: ReadonlyArray<string>;
  /** The claim's id. */
  readonly claimId: string | number;
  /** The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** Tags to remove. */
  readonly remove?: ReadonlyArray<string>;
};

/** In what a bound is counted. */
export type ClaimUnit =
  /** Whole days in the storefront's time zone. */
  | 'CALENDAR_DAYS'
  /** Hours by the clock. */
  | 'HOURS'
  /** Days that are neither weekend nor public holiday in the country that the order goes to. */
  | 'WORKING_DAYS';

/** When a claim may be made. */
export type ClaimWindowInput = {
  /** From when on; left out, at once. */
  readonly earliest?: ClaimBoundInput | null | undefined;
  /** Until when; left out, for ever. */
  readonly latest?: ClaimBoundInput | null | undefined;
};

/** Insurance to be bought for a parcel. */
export type CoverageBuyInput = {
  /** The account of the company that sells it. */
  readonly accountId: string | number;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** Up to how much it shall pay. */
  readonly insured: MoneyInput;
  /** The company's name, such as `easypost`. */
  readonly provider: string;
  /** The parcel. */
  readonly shipmentId: string | number;
};

/** Who carries the loss of a parcel. */
export type CoverageKind =
  /** The carrier, for a value that was declared and paid for. */
  | 'CARRIER_DECLARED_VALUE'
  /** The carrier, as far as its terms and the law say. */
  | 'CARRIER_LIABILITY'
  /** The shop itself. */
  | 'SELF_INSURED'
  /** An insurer, or whoever sold the label with insurance. */
  | 'THIRD_PARTY';

/** What covers a parcel. */
export type CoverageRecordInput = {
  /** What the shop carries of each loss, in the currency of `insured`; left out, nothing. */
  readonly deductible?: string | null | undefined;
  /** From when; left out, from now. */
  readonly effectiveAt?: string | null | undefined;
  /** Until when; left out, for ever. */
  readonly expiresAt?: string | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** Up to how much it pays, more than nothing. */
  readonly insured: MoneyInput;
  /** Who carries the loss. */
  readonly kind: CoverageKind;
  /** The provider's number of the policy. */
  readonly policyNumber?: string | null | undefined;
  /** What it cost, in the currency of `insured`. */
  readonly premium?: string | null | undefined;
  /** Who pays, such as `shipsurance` or a carrier; 100 characters. */
  readonly provider: string;
  /** The parcel. */
  readonly shipmentId: string | number;
};

/** Whether a coverage can be claimed on. */
export type CoverageStatus =
  /** It can. */
  | 'ACTIVE'
  /** It was. */
  | 'CLAIMED'
  /** Its time is over. */
  | 'EXPIRED'
  /** Not yet: it is being bought, or begins later. */
  | 'INACTIVE'
  /** It was refused or taken back. */
  | 'VOID';

/** Who ordered. Kept in the order alone, never in logs or events. */
export type CustomerInput = {
  /** The country of the delivery address, two capital letters (ISO 3166-1). */
  readonly countryCode?: string | null | undefined;
  /** Their e-mail address; guests prove themselves with it. */
  readonly email?: string | null | undefined;
  /** Their name. */
  readonly name?: string | null | undefined;
  /** Their telephone number. */
  readonly phone?: string | null | undefined;
  /** The postal code of the delivery address; guests prove themselves with it. */
  readonly postalCode?: string | null | undefined;
};

/** For which order's customer. */
export type CustomerTokenCreateInput = {
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** The order's id. */
  readonly orderId: string | number;
};

/** What has to be done until then, or what lapses. */
export type DeadlineKind =
  /** A customer's answer is waited for. */
  | 'CLAIM_ANSWER'
  /** A customer can appeal a denial. */
  | 'CLAIM_APPEAL'
  /** A customer may turn to their bank or the platform. */
  | 'CLAIM_ESCALATION'
  /** A bank takes evidence. */
  | 'DISPUTE_EVIDENCE'
  /** A counterparty's decision can be appealed. */
  | 'RECOVERY_APPEAL'
  /** A recovery has to be filed. */
  | 'RECOVERY_FILE'
  /** A counterparty waits for what it asked for. */
  | 'RECOVERY_INFORMATION'
  /** A counterparty has to be told of a loss. */
  | 'RECOVERY_NOTICE';

/** Why a claim was denied. */
export type DenialCode =
  /** The address that was ordered to was wrong. */
  | 'ADDRESS_ERROR'
  /** It was made good before. */
  | 'ALREADY_COMPENSATED'
  /** The bank decides about the same payment. */
  | 'DISPUTE_OPEN'
  /** What was asked for did not come, or does not show it. */
  | 'INSUFFICIENT_EVIDENCE'
  /** What is claimed is not covered. */
  | 'NOT_ELIGIBLE_ITEM'
  /** Something else; see the message. */
  | 'OTHER'
  /** It came too late. */
  | 'OUTSIDE_WINDOW'
  /** The carrier proved the delivery. */
  | 'PROOF_OF_DELIVERY'
  /** A person found signs of abuse. */
  | 'SUSPECTED_ABUSE';

/** Which disputes; what is left out does not matter. */
export type DisputeFilter = {
  /** Only those whose evidence is due earlier. */
  readonly evidenceDueBefore?: string | null | undefined;
  /** Only those of this order. */
  readonly orderId?: string | number | null | undefined;
  /** Only those with one of these. */
  readonly reasons?: ReadonlyArray<DisputeReason> | null | undefined;
  /** Only those in one of these. */
  readonly statuses?: ReadonlyArray<DisputeStatus> | null | undefined;
  /** Only those of one of these. */
  readonly types?: ReadonlyArray<DisputeType> | null | undefined;
};

/** Why the customer went to the bank. */
export type DisputeReason =
  /** A refund that was promised did not come. */
  | 'CREDIT_NOT_PROCESSED'
  /** It was charged twice. */
  | 'DUPLICATE'
  /** Somebody else used the card. */
  | 'FRAUDULENT'
  /** Nothing more is told. */
  | 'GENERAL'
  /** Something else. */
  | 'OTHER'
  /** Nothing came. */
  | 'PRODUCT_NOT_RECEIVED'
  /** What came was damaged, wrong or not as described. */
  | 'PRODUCT_UNACCEPTABLE'
  /** A subscription was charged after its end. */
  | 'SUBSCRIPTION_CANCELED'
  /** They do not know the charge. */
  | 'UNRECOGNIZED';

/** Where the bank's leg of a case stands. */
export type DisputeStatus =
  /** The shop let the customer have the money. */
  | 'ACCEPTED'
  /** The customer got the money back from the bank. */
  | 'LOST'
  /** The shop's evidence is waited for. */
  | 'NEEDS_RESPONSE'
  /** It was settled before it began. */
  | 'PREVENTED'
  /** The shop paid it back itself. */
  | 'REFUNDED'
  /** The bank reads the evidence. */
  | 'UNDER_REVIEW'
  /** The shop keeps the money. */
  | 'WON';

/** How far the bank went. */
export type DisputeType =
  /** It took the money until it is decided. */
  | 'CHARGEBACK'
  /** It asks, and took no money. */
  | 'INQUIRY';

/** What a person found out about an effect. */
export type EffectDecideInput = {
  /** What shall become of it. */
  readonly decision: EffectDecision;
  /** The effect's id. */
  readonly id: string | number;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** The company's own id of what it did, if it did it; 255 characters at most. */
  readonly reference?: string | null | undefined;
};

/** What a person decides about an effect in `REVIEW` or `REFUSED`. */
export type EffectDecision =
  /** It was not done and shall not be. */
  | 'ABANDON'
  /** It was done; nothing more is sent. */
  | 'CONFIRM'
  /** It was not done; send it again. */
  | 'RETRY';

/** Which effects; what is left out does not matter. */
export type EffectFilter = {
  /** Only those of this kind. */
  readonly kind?: string | null | undefined;
  /** Only those in one of these. */
  readonly states?: ReadonlyArray<EffectState> | null | undefined;
  /** Only those about this id. */
  readonly subject?: string | number | null | undefined;
};

/** How far an effect outside got. */
export type EffectState =
  /** Given up by a person. */
  | 'ABANDONED'
  /** Done, says the company. */
  | 'CONFIRMED'
  /** Written down, not sent. */
  | 'PLANNED'
  /** Refused for good by the company. */
  | 'REFUSED'
  /** Nobody can find out; a person decides. */
  | 'REVIEW'
  /** May be on its way. */
  | 'SENDING'
  /** Sent, and nobody knows with what outcome; it is found out. */
  | 'UNKNOWN';

/** What a file proves. */
export type EvidenceKind =
  /** What was written about it elsewhere. */
  | 'CORRESPONDENCE'
  /** What the goods cost. */
  | 'INVOICE'
  /** The customer's signed word that nothing came. */
  | 'NON_RECEIPT_DECLARATION'
  /** Something else. */
  | 'OTHER'
  /** A photo of the parcel or of what was in it. */
  | 'PHOTO'
  /** The report of a theft. */
  | 'POLICE_REPORT'
  /** What the carrier shows of the delivery. */
  | 'PROOF_OF_DELIVERY';

/** Why a file cannot be used. */
export type EvidenceRejectionCode =
  /** Nothing is in it. */
  | 'EMPTY'
  /** It has too many bytes, pixels or pages. */
  | 'TOO_LARGE'
  /** It is something else than was said before it was uploaded. */
  | 'TYPE_MISMATCH'
  /** It is no JPEG, PNG, WebP, PDF or plain text, whatever its name says. */
  | 'TYPE_NOT_ALLOWED'
  /** It is damaged or encrypted. */
  | 'UNREADABLE';

/** Whether a file was looked through, and what came of it. */
export type EvidenceState =
  /** Not uploaded yet, or being looked through. */
  | 'PENDING'
  /** Looked through; `url` reads a clean copy. */
  | 'READY'
  /** It cannot be used; `rejectionCode` tells why. Another file may be sent. */
  | 'REJECTED';

/** A file that will be uploaded. */
export type EvidenceUploadCreateInput = {
  /** The claim that it belongs to. */
  readonly claimId: string | number;
  /** `image/jpeg`, `image/png`, `image/webp`, `application/pdf`, `text/plain`, or `message/rfc822` for an e-mail as text. */
  readonly contentType: string;
  /** What it is called, 255 characters at most. */
  readonly fileName: string;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** What it proves. */
  readonly kind: EvidenceKind;
  /** How many bytes it has. */
  readonly size: number;
  /** Who may see it; what customers send is always public. */
  readonly visibility?: Visibility;
};

/** Who will read an export, which decides what is in it. */
export type ExportAudience =
  /** A bank or card issuer, in a dispute: all that the customer may see, with who they are. */
  | 'BANK'
  /** A carrier or insurer: goods, parcels, the claim and its public evidence; nothing by which the customer can be reached, and nothing that was written or paid. */
  | 'CARRIER'
  /** The shop itself: everything. */
  | 'SHOP';

/** What an export is written in; what people wrote stays as they wrote it. */
export type ExportLanguage =
  /** Danish. */
  | 'DA'
  /** German. */
  | 'DE'
  /** English. */
  | 'EN';

/** Whether an export can be read. */
export type ExportState =
  /** A worker builds it. */
  | 'PENDING'
  /** It can be read by its links. */
  | 'READY';

/** What becomes of a parcel that turned up after its claim was resolved. */
export type FoundChoice =
  /** The customer keeps it. */
  | 'KEEP'
  /** The customer keeps it and pays for it. */
  | 'REPAY'
  /** The customer sends it back. */
  | 'RETURN';

/** What is given beyond what was paid. */
export type GoodwillGiveInput = {
  /** How much; the policy may have a limit for each order. */
  readonly amount: MoneyInput;
  /** The claim's id. */
  readonly claimId: string | number;
  /** The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** STORE_CREDIT or GIFT_CARD. */
  readonly type: ResolutionType;
};

/** What a guest knows of their order: its number, and its e-mail address or postal code. */
export type GuestTokenCreateInput = {
  /** The order's e-mail address, in any case. */
  readonly email?: string | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** The order's number, in any case. */
  readonly number: string;
  /** The postal code of the delivery address; blanks do not matter. */
  readonly postalCode?: string | null | undefined;
};

/** To whom, or where, a parcel is left. */
export type Handover =
  /** To somebody of their household. */
  | 'HOUSEHOLD'
  /** In the mailbox. */
  | 'MAILBOX'
  /** To a neighbor. */
  | 'NEIGHBOR'
  /** Somewhere else. */
  | 'OTHER'
  /** At a parcel shop or locker. */
  | 'PARCEL_SHOP'
  /** At a reception, a mail room or with a guard. */
  | 'RECEPTION'
  /** To the person who ordered. */
  | 'RECIPIENT'
  /** At a place without anybody, such as the porch. */
  | 'SAFE_PLACE';

/** Why a parcel went wrong; the first word says whose doing it was. */
export type IncidentReason =
  /** The carrier did not find the address. */
  | 'CARRIER_ADDRESS_NOT_FOUND'
  /** The carrier had no room. */
  | 'CARRIER_CAPACITY'
  /** The carrier damaged it. */
  | 'CARRIER_DAMAGED'
  /** The carrier lost it. */
  | 'CARRIER_LOST'
  /** The carrier ran out of time. */
  | 'CARRIER_OUT_OF_TIME'
  /** The carrier sent it the wrong way. */
  | 'CARRIER_SORTING_ERROR'
  /** The carrier could not get to the door. */
  | 'CONSIGNEE_ACCESS_RESTRICTED'
  /** The customer's address is wrong. */
  | 'CONSIGNEE_INCORRECT_ADDRESS'
  /** Nobody was at home. */
  | 'CONSIGNEE_NOT_HOME'
  /** The customer refused it. */
  | 'CONSIGNEE_REFUSED'
  /** There was no safe place to leave it. */
  | 'CONSIGNEE_SAFE_PLACE_UNAVAILABLE'
  /** Whoever opened could not show who they are. */
  | 'CONSIGNEE_VERIFICATION_FAILED'
  /** Customs take their time. */
  | 'CUSTOMS_DELAY'
  /** Customs miss papers. */
  | 'CUSTOMS_DOCUMENTATION'
  /** Duties are unpaid. */
  | 'CUSTOMS_DUTIES_UNPAID'
  /** Customs do not let it pass. */
  | 'CUSTOMS_PROHIBITED'
  /** Beyond anybody's power. */
  | 'FORCE_MAJEURE'
  /** The shop canceled it. */
  | 'RETAILER_CANCELED'
  /** The shop gave wrong data. */
  | 'RETAILER_INCORRECT_DATA'
  /** The shop did not have it ready. */
  | 'RETAILER_NOT_READY'
  /** The shop packed it badly. */
  | 'RETAILER_PACKAGING'
  /** The carrier is looking for the reason. */
  | 'UNDER_INVESTIGATION'
  /** The carrier gives no reason. */
  | 'UNKNOWN'
  /** The weather. */
  | 'WEATHER';

/** Who sold the label; it decides who can be asked for the money back. */
export type LabelSource =
  /** The shop's own account at the carrier. */
  | 'CARRIER_ACCOUNT'
  /** The marketplace of the sale. */
  | 'MARKETPLACE'
  /** Somebody else, or nobody said. */
  | 'OTHER'
  /** A company that sells labels of many carriers. */
  | 'SHIPPING_AGGREGATOR'
  /** Shopify Shipping. */
  | 'SHOPIFY_SHIPPING';

/** A cost or a recovery of a claim. */
export type LedgerEntryRecordInput = {
  /** How much, more than nothing. */
  readonly amount: MoneyInput;
  /** The claim's id. */
  readonly claimId: string | number;
  /** Whether it is a recovery that was asked for and has not come yet; undo the entry when it comes. */
  readonly expected?: boolean;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** When it happened, or is expected. */
  readonly occurredAt: string;
  /** What it came from, such as an invoice; 255 characters at most. */
  readonly ref?: string | null | undefined;
  /** The same in the currency that the shop was charged or paid in. */
  readonly settlement?: SettlementInput | null | undefined;
  /** What it is for. */
  readonly type: LedgerEntryType;
};

/** Which entry is undone. */
export type LedgerEntryReverseInput = {
  /** The entry's id. */
  readonly entryId: string | number;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** Why, or what it came from. */
  readonly ref?: string | null | undefined;
};

/** What an entry of a case's ledger is for. Its side follows from it. */
export type LedgerEntryType =
  /** The carrier pays: a recovery. */
  | 'CARRIER_PAYOUT'
  /** What somebody asks for filing a claim: a cost. */
  | 'CLAIM_FEE'
  /** What the bank asks for a dispute: a cost. */
  | 'DISPUTE_FEE'
  /** What the bank took back: a cost. */
  | 'DISPUTE_LOSS'
  /** The bank gave it back: a recovery. */
  | 'DISPUTE_REVERSAL'
  /** A gift card: a cost. */
  | 'GIFT_CARD'
  /** What was given beyond what was paid: a cost. */
  | 'GOODWILL'
  /** The insurer pays: a recovery. */
  | 'INSURER_PAYOUT'
  /** What was paid for a parcel goes back, as it turned up: a cost. */
  | 'PAYOUT_RETURNED'
  /** The platform that sold the label pays: a recovery. */
  | 'PLATFORM_PAYOUT'
  /** Money back to the customer: a cost. */
  | 'REFUND'
  /** The customer paid for what turned up: a recovery. */
  | 'REPAYMENT'
  /** Sending them: a cost. */
  | 'REPLACEMENT_FREIGHT'
  /** The goods that were sent again, at what was paid for them: a cost. */
  | 'REPLACEMENT_GOODS'
  /** Bringing goods back: a cost. */
  | 'RETURN_FREIGHT'
  /** What damaged or found goods brought: a recovery. */
  | 'SALVAGE'
  /** Credit at the shop: a cost. */
  | 'STORE_CREDIT';

/** Whether an entry is a loss or brings some of it back. */
export type LedgerSide =
  /** It costs the shop. */
  | 'COST'
  /** It brings something back. */
  | 'RECOVERY';

/** Who wrote or said something. */
export type MessageAuthor =
  /** The carrier. */
  | 'CARRIER'
  /** The customer of the order. */
  | 'CUSTOMER'
  /** The shop, by a person or a program of its own. */
  | 'MERCHANT'
  /** Somebody else: a mail that does not come from the order's address. */
  | 'OTHER'
  /** Makegood itself, from a template. */
  | 'SYSTEM';

/** How a message came or went. */
export type MessageChannel =
  /** Over this API. */
  | 'API'
  /** In a chat. */
  | 'CHAT'
  /** By the shop's contact form. */
  | 'CONTACT_FORM'
  /** By e-mail. */
  | 'EMAIL'
  /** By telephone. */
  | 'PHONE'
  /** On social media. */
  | 'SOCIAL';

/** Whether a message came to the shop or is its own. */
export type MessageDirection =
  /** It came to the shop. */
  | 'INBOUND'
  /** It is the shop's own. */
  | 'OUTBOUND';

/** Which text is to be shown, and what is to be tried in its place. */
export type MessagePreviewInput = {
  /** The text to be tried; left out, the one in use. */
  readonly body?: string | null | undefined;
  /** The claim that it is about; left out, a made-up one. */
  readonly claimId?: string | number | null | undefined;
  /** The occasion. */
  readonly key: MessageTemplateKey;
  /** The language, such as `da` or `en-GB`. */
  readonly locale: string;
  /** The subject to be tried; left out, the one in use. */
  readonly subject?: string | null | undefined;
};

/** The occasions on which a customer is written to. */
export type MessageTemplateKey =
  /** The claim has arrived. */
  | 'ACKNOWLEDGED'
  /** The claim is approved; the customer chooses how it is made good. */
  | 'CHOOSE'
  /** The claim is denied. */
  | 'DENIED'
  /** What stands around a message that a person of the shop wrote. */
  | 'MESSAGE'
  /** The shop needs more from the customer. */
  | 'NEEDS_INFORMATION'
  /** The claim was made good. */
  | 'RESOLVED';

/** A storefront's own text for an occasion, in one language. */
export type MessageTemplateUpdateInput = {
  /** The text, with variables, `{% if … %}` and one `{% for one in list %}` inside no other. */
  readonly body: string;
  /** The template's `version` as it was read, 0 for the one that comes with Makegood; another one by now gets `VERSION_CONFLICT`. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** The occasion. */
  readonly key: MessageTemplateKey;
  /** The language, such as `da` or `en-GB`. */
  readonly locale: string;
  /** The subject, with variables such as `{{ claim_number }}`. */
  readonly subject: string;
};

/** Who sees a message. */
export type MessageVisibility =
  /** The shop's side alone. */
  | 'INTERNAL'
  /** The customer as well. */
  | 'PUBLIC';

/** An amount of money. */
export type MoneyInput = {
  /** The amount, such as `"12.50"`; never negative. */
  readonly amount: string;
  /** The currency, an ISO 4217 code such as `EUR`. */
  readonly currencyCode: string;
};

/** One line of an order, in the order's currency. */
export type OrderLineInput = {
  /** The platform's own id; names the line for ever within its order. */
  readonly externalId: string;
  /** Whether it was sold without a right to return. */
  readonly finalSale?: boolean;
  /** What was paid for the whole line, after discounts, with tax. */
  readonly paidAmount: string;
  /** How many, from 1. */
  readonly quantity: number;
  /** The stock keeping unit. */
  readonly sku?: string | null | undefined;
  /** How much of `paidAmount` is tax. */
  readonly taxAmount?: string;
  /** What was sold. */
  readonly title: string;
  /** What one cost the shop, without VAT, in the currency that it was bought in. Most carriers and insurers pay no more than that. */
  readonly unitCost?: MoneyInput | null | undefined;
  /** The price of one, before discounts. */
  readonly unitPrice: string;
  /** The platform's own id of what was sold, so that it can be sent again. */
  readonly variantExternalId?: string | null | undefined;
};

/** An order as the platform has it now; it replaces what was told before. */
export type OrderUpsertInput = {
  /** When the shop canceled it, if it did. */
  readonly canceledAt?: string | null | undefined;
  /** When the shop closed it, if it did. */
  readonly closedAt?: string | null | undefined;
  /** When the confirmation was sent to the customer. */
  readonly confirmationSentAt?: string | null | undefined;
  /** The currency of all its amounts, an ISO 4217 code. */
  readonly currencyCode: string;
  /** Who ordered. */
  readonly customer?: CustomerInput | null | undefined;
  /** The platform's own id; names the order for ever. */
  readonly externalId: string;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** Its lines, 1 to 500, in the platform's order. */
  readonly lines: ReadonlyArray<OrderLineInput>;
  /** The number that the customer knows, such as `#1001`. */
  readonly number: string;
  /** When it was placed. */
  readonly placedAt: string;
  /** The account at the platform that it was sold on; money and replacements go through it. */
  readonly platformAccountId?: string | number | null | undefined;
  /** Until when the shop promised delivery. */
  readonly promisedDeliveryBy?: string | null | undefined;
  /** What was paid for shipping, with tax. */
  readonly shippingAmount?: string;
  /** What was paid for the order. */
  readonly total: string;
};

/** Which shop shall be connected. */
export type PlatformConnectInput = {
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** The shop's domain at Shopify, such as `nordlys.myshopify.com`. */
  readonly shop: string;
};

/** What is asked for. */
export type PrivacyKind =
  /** A customer wants to know what is held of them; people hand it over. */
  | 'CUSTOMER_DATA'
  /** A customer is to be forgotten; that is done by itself. */
  | 'CUSTOMER_REDACT'
  /** All customers of a shop are to be forgotten; that is done by itself. */
  | 'SHOP_REDACT';

/** Which request was answered. */
export type PrivacyRequestCompleteInput = {
  /** The request's id. */
  readonly id: string | number;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
};

/** Which requests; what is left out does not matter. */
export type PrivacyRequestFilter = {
  /** Only those that are done, or are not. */
  readonly completed?: boolean | null | undefined;
  /** Only those for one of these. */
  readonly kinds?: ReadonlyArray<PrivacyKind> | null | undefined;
};

/** A letter to a counterparty, or what was said by other means. */
export type RecoveryAddMessageInput = {
  /** What is written, 10000 characters at most. */
  readonly body: string;
  /** The version that was decided on; `VERSION_CONFLICT` when it moved since. */
  readonly expectedVersion?: number | null | undefined;
  /** Whether the counterparty said it, by telephone or letter. */
  readonly fromCounterparty?: boolean;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** The recovery's id. */
  readonly recoveryId: string | number;
};

/** Why a decision is appealed. */
export type RecoveryAppealInput = {
  /** The version that was decided on; `VERSION_CONFLICT` when it moved since. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** Why, 1000 characters at most. */
  readonly reason: string;
  /** The recovery's id. */
  readonly recoveryId: string | number;
};

/** What a counterparty is to the parcel. */
export type RecoveryCounterpartyType =
  /** It carried it. */
  | 'CARRIER'
  /** It insured it. */
  | 'INSURER'
  /** It sold the label, with cover. */
  | 'LABEL_PROVIDER';

/** Which way is taken. */
export type RecoveryCreateInput = {
  /** The customer's claim; left out, the open one on the parcel, if there is one. */
  readonly claimId?: string | number | null | undefined;
  /** The option's counterparty. */
  readonly counterparty: string;
  /** Whether the worker files it as soon as nothing is missing, where it goes by a call. */
  readonly filesItself?: boolean;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** The option's way. */
  readonly route: RecoveryRoute;
  /** The parcel. */
  readonly shipmentId: string | number;
};

/** Of which recovery a packet is wanted. */
export type RecoveryExportInput = {
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** What our own words are written in; left out, the counterparty's language, or English where we do not write it. Its form's fields keep the names that the counterparty gave them. */
  readonly language?: ExportLanguage | null | undefined;
  /** The recovery's id. */
  readonly recoveryId: string | number;
};

/** Which recoveries; what is left out does not matter. */
export type RecoveryFilter = {
  /** Only those of this claim. */
  readonly claimId?: string | number | null | undefined;
  /** Only those of this counterparty. */
  readonly counterparty?: string | null | undefined;
  /** Only those that have to be filed earlier. */
  readonly fileBefore?: string | null | undefined;
  /** Only those of this order. */
  readonly orderId?: string | number | null | undefined;
  /** Only those with one of these. */
  readonly reasons?: ReadonlyArray<RecoveryReason> | null | undefined;
  /** Only those by one of these ways. */
  readonly routes?: ReadonlyArray<RecoveryRoute> | null | undefined;
  /** Only those of this parcel. */
  readonly shipmentId?: string | number | null | undefined;
  /** Only those in one of these. */
  readonly statuses?: ReadonlyArray<RecoveryStatus> | null | undefined;
};

/** Who wrote about a recovery. */
export type RecoveryMessageAuthor =
  /** The adjuster. */
  | 'COUNTERPARTY'
  /** A program with a key of its own. */
  | 'PARTNER'
  /** Somebody of the shop's staff. */
  | 'STAFF'
  /** Makegood itself. */
  | 'SYSTEM';

/** What became of a message. */
export type RecoveryMessageState =
  /** The counterparty does not take it. */
  | 'FAILED'
  /** It is on its way. */
  | 'PENDING'
  /** It came from the counterparty. */
  | 'RECEIVED'
  /** Somebody noted what was said by other means. */
  | 'RECORDED'
  /** The counterparty has it. */
  | 'SENT';

/** Which way money went. */
export type RecoveryPaymentDirection =
  /** To the shop. */
  | 'PAYOUT'
  /** Back to the counterparty. */
  | 'REPAYMENT';

/** What a counterparty is told that happened. */
export type RecoveryReason =
  /** It came broken. */
  | 'DAMAGE'
  /** It came too late. */
  | 'DELAY'
  /** It never came. */
  | 'LOSS'
  /** It came, and something was missing. */
  | 'MISSING_CONTENTS'
  /** It was left somewhere, and was gone. */
  | 'THEFT';

/** What a counterparty said of a recovery. */
export type RecoveryRecordDecisionInput = {
  /** Until when it can be appealed. */
  readonly appealBy?: string | null | undefined;
  /** What was granted, in the recovery's currency; needed for APPROVED_PARTIAL. */
  readonly approvedAmount?: string | null | undefined;
  /** Their own words, 1000 characters at most. */
  readonly detail?: string | null | undefined;
  /** The version that was decided on; `VERSION_CONFLICT` when it moved since. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** Until when they wait for what they asked for. */
  readonly informationBy?: string | null | undefined;
  /** The recovery's id. */
  readonly recoveryId: string | number;
  /** UNDER_REVIEW, INFORMATION_REQUESTED, APPROVED, APPROVED_PARTIAL, REJECTED or CLOSED. */
  readonly status: RecoveryStatus;
};

/** Which recovery was filed by hand. */
export type RecoveryRecordFiledInput = {
  /** The version that was decided on; `VERSION_CONFLICT` when it moved since. */
  readonly expectedVersion?: number | null | undefined;
  /** When; left out, now. */
  readonly filedAt?: string | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** The recovery's id. */
  readonly recoveryId: string | number;
  /** The counterparty's number of the case, 100 characters at most. */
  readonly reference: string;
};

/** Money that came from a counterparty, or went back to it. */
export type RecoveryRecordPaymentInput = {
  /** How much, before what they kept back. */
  readonly amount: MoneyInput;
  /** Which way it went. */
  readonly direction?: RecoveryPaymentDirection;
  /** The version that was decided on; `VERSION_CONFLICT` when it moved since. */
  readonly expectedVersion?: number | null | undefined;
  /** What they kept back of it, in the same currency. */
  readonly feeAmount?: string | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** Whether no more will come, though it is less than was granted. */
  readonly isLast?: boolean;
  /** When it was paid. */
  readonly occurredAt: string;
  /** The recovery's id. */
  readonly recoveryId: string | number;
  /** Their word for the payment; the same reference counts once. 200 characters at most. */
  readonly reference: string;
  /** What `amount` came to in the recovery's currency; needed when it is another. */
  readonly settledAmount?: string | null | undefined;
};

/** By which way a counterparty is asked. */
export type RecoveryRoute =
  /** By a call to whoever resold the carrier's label. */
  | 'AGGREGATOR_API'
  /** By a call to the carrier. */
  | 'CARRIER_API'
  /** By hand at the carrier, with a packet that is prepared here. */
  | 'CARRIER_PACKET'
  /** By a call to an insurer. */
  | 'INSURER_API'
  /** By hand at an insurer, with a packet that is prepared here. */
  | 'INSURER_PACKET'
  /** By hand, in whatever way there is. */
  | 'MANUAL'
  /** Not at all: nobody else pays. */
  | 'NONE'
  /** By hand, at the platform that sold the label. */
  | 'PLATFORM'
  /** Not at all: the shop insures itself. */
  | 'SELF_INSURED';

/** Where the money asked back from one counterparty stands. It does not depend on the claim's state. */
export type RecoveryStatus =
  /** It was appealed. */
  | 'APPEALED'
  /** All of it was granted; the money is awaited. */
  | 'APPROVED'
  /** Part of it was granted; the money is awaited. */
  | 'APPROVED_PARTIAL'
  /** Nothing more is to come. */
  | 'CLOSED'
  /** Documents are missing, or another cover of the parcel comes first. */
  | 'DRAFT'
  /** Nobody filed it in time. */
  | 'EXPIRED'
  /** The counterparty waits for more. */
  | 'INFORMATION_REQUESTED'
  /** It is not covered, or not worth filing. */
  | 'NOT_FILEABLE'
  /** The money came. */
  | 'PAID'
  /** It can be filed. */
  | 'READY'
  /** The counterparty pays nothing; it may be appealed. */
  | 'REJECTED'
  /** It was filed. */
  | 'SUBMITTED'
  /** The counterparty looks into it. */
  | 'UNDER_REVIEW'
  /** It was taken back. */
  | 'WITHDRAWN';

/** Which recovery is filed by a call. */
export type RecoverySubmitInput = {
  /** The version that was decided on; `VERSION_CONFLICT` when it moved since. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** The recovery's id. */
  readonly recoveryId: string | number;
};

/** Which recovery is taken back. */
export type RecoveryWithdrawInput = {
  /** The version that was decided on; `VERSION_CONFLICT` when it moved since. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** Why, 500 characters at most. */
  readonly reason?: string | null | undefined;
  /** The recovery's id. */
  readonly recoveryId: string | number;
};

/** Which offer is taken. */
export type ResolutionChooseInput = {
  /** The claim's id. */
  readonly claimId: string | number;
  /** The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`. */
  readonly expectedVersion?: number | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** One of the claim's `resolutionOptions`. */
  readonly type: ResolutionType;
};

/** What is done for one line. */
export type ResolutionLineInput = {
  /** How much is paid back; left out, what was paid for the quantity. */
  readonly amount?: MoneyInput | null | undefined;
  /** The line of the order. */
  readonly orderLineId: string | number;
  /** How many, from 1. */
  readonly quantity: number;
  /** For REFUND_AND_RESHIPMENT: whether this line is sent again (so if left out) or paid back. */
  readonly sentAgain?: boolean | null | undefined;
  /** The stock keeping unit of what is sent instead of the same. */
  readonly sku?: string | null | undefined;
  /** The platform's id of what is sent instead of the same. */
  readonly variantExternalId?: string | null | undefined;
};

/** How far a resolution got. */
export type ResolutionStatus =
  /** It is to be done. */
  | 'CHOSEN'
  /** It was done. */
  | 'COMPLETED'
  /** It could not be done; of two parts the first may have been, see `failure`. */
  | 'FAILED'
  /** It is being done. */
  | 'PROCESSING'
  /** It was undone. */
  | 'REVERSED';

/** How a claim can be made good. */
export type ResolutionType =
  /** Give a gift card. */
  | 'GIFT_CARD'
  /** Give part of the money back. */
  | 'PARTIAL_REFUND'
  /** Give the money back. */
  | 'REFUND'
  /** Give the money back and send it again. */
  | 'REFUND_AND_RESHIPMENT'
  /** Send it again. */
  | 'RESHIPMENT'
  /** Give credit at the shop. */
  | 'STORE_CREDIT';

/** What a key or a staff token may do. */
export type Scope =
  /** Decide about claims: ask for more, approve, deny, reopen. */
  | 'CLAIMS_DECIDE'
  /** Open and cancel claims. */
  | 'CLAIMS_WRITE'
  /** Choose how claims are made good for the customer, and give goodwill. */
  | 'MONEY_WRITE'
  /** See tasks and effects, and decide about those that stopped. */
  | 'OPERATE'
  /** Tell orders. */
  | 'ORDERS_WRITE'
  /** Change the policies that claims are decided by. */
  | 'POLICY_WRITE'
  /** Read everything of the storefront but tasks and effects. */
  | 'READ'
  /** Tell parcels and have them looked for. */
  | 'SHIPMENTS_WRITE'
  /** Hand out and void tokens. */
  | 'TOKENS_WRITE';

/** One thing that a company wants to be told, by the company's word for it. */
export type SecretInput = {
  /** Such as `api_key` or `webhook_secret`. */
  readonly name: string;
  /** 1 to 4096 characters; sealed, and never shown again. */
  readonly value: string;
};

/** What an amount became in another currency. */
export type SettlementInput = {
  /** How much the shop was charged or paid. */
  readonly amount: MoneyInput;
  /** The day of the rate. */
  readonly fxDate?: string | null | undefined;
  /** The rate: this amount for one of the entry's. */
  readonly fxRate?: string | null | undefined;
};

/** Who carries a parcel really, where that was guessed or told wrongly. */
export type ShipmentCorrectCarrierInput = {
  /** Who carries it, such as `USPS`. */
  readonly carrier: string;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** The shipment's id. */
  readonly shipmentId: string | number;
  /** The account (`acc_…`) whose company is asked; left out, the one that is asked now. */
  readonly trackedBy?: string | number | null | undefined;
  /** The carrier's number; left out, the one that is known. */
  readonly trackingNumber?: string | null | undefined;
};

/** Which way a parcel goes. */
export type ShipmentDirection =
  /** To the customer. */
  | 'OUTBOUND'
  /** To the customer, in place of an earlier parcel. */
  | 'REPLACEMENT'
  /** Back to the shop. */
  | 'RETURN';

/** How much of an order line lies in the parcel. */
export type ShipmentLineInput = {
  /** The order line's id. */
  readonly orderLineId: string | number;
  /** How many, from 1. */
  readonly quantity: number;
};

/** What the shop says that it did with a parcel; carriers never change it. */
export type ShipmentStatus =
  /** Will not be sent. */
  | 'CANCELED'
  /** Delivered, says the shop. */
  | 'DELIVERED'
  /** Not handed to the carrier yet. */
  | 'PENDING'
  /** Handed to the carrier. */
  | 'SHIPPED';

/** A parcel as the shop has it now; carrier and tracking number name it for ever. */
export type ShipmentUpsertInput = {
  /** Where the customer wants it left, when not in their own hands. */
  readonly agreedPlace?: Handover | null | undefined;
  /** Who carries it, such as `USPS`. */
  readonly carrier: string;
  /** What the parcel was declared to be worth. */
  readonly declaredValue?: MoneyInput | null | undefined;
  /** Which way it goes. */
  readonly direction?: ShipmentDirection;
  /** When the carrier means to deliver. */
  readonly estimatedDeliveryAt?: string | null | undefined;
  /** Kinds of goods in it that covers may exclude, 20 at most, in the words of their rules, such as `jewellery`, `cash`, `gift cards` or `perishables`; left out, what was told before; an empty list is none. */
  readonly goods?: ReadonlyArray<string> | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** The company that sold the label, in any case, such as `easypost`; only where `labelSource` is `SHIPPING_AGGREGATOR` or `MARKETPLACE`. */
  readonly labelSeller?: string | null | undefined;
  /** Who sold the label. */
  readonly labelSource?: LabelSource;
  /** What lies in it; left out, all that is in no other parcel, or what was told before. */
  readonly lines?: ReadonlyArray<ShipmentLineInput>;
  /** The order that it belongs to. */
  readonly orderId: string | number;
  /** Where it leaves from, two capital letters (ISO 3166-1); left out, what was told before, or else the storefront's country. */
  readonly originCountry?: string | null | undefined;
  /** Whether the shop ordered a photo of the delivery. */
  readonly photoRequired?: boolean;
  /** The carrier's service, such as `Ground`. */
  readonly service?: string | null | undefined;
  /** When it was handed to the carrier. */
  readonly shippedAt?: string | null | undefined;
  /** Whether the shop ordered delivery against signature. */
  readonly signatureRequired?: boolean;
  /** What the shop did with it. */
  readonly status?: ShipmentStatus;
  /** The account (`acc_…`) whose company is asked; left out, the only one that the storefront has. */
  readonly trackedBy?: string | number | null | undefined;
  /** The carrier's number; blanks and case do not matter. */
  readonly trackingNumber: string;
  /** What it weighs with its packaging, in grams, from 1; left out, what was told before. */
  readonly weightGrams?: number | null | undefined;
};

/** For whom of the shop's staff. */
export type StaffTokenCreateInput = {
  /** The person's id in the shop's own system, 1 to 100 characters; it stands in every event that they cause, so send no name and no e-mail address. */
  readonly actor: string;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** How long the token lives, 1 to 720 minutes. */
  readonly minutes?: number;
  /** What they may do; no more than the caller itself may. */
  readonly scopes: ReadonlyArray<Scope>;
};

/** Whether a storefront deals with real parcels. */
export type StorefrontMode =
  /** Real orders and real parcels. */
  | 'LIVE'
  /** For trying out; reaches only the test systems of companies outside. */
  | 'TEST';

/** Which tasks; what is left out does not matter. */
export type TaskFilter = {
  /** Only those of this kind. */
  readonly kind?: string | null | undefined;
  /** Only those in one of these. */
  readonly states?: ReadonlyArray<TaskState> | null | undefined;
  /** Only those about this id. */
  readonly subject?: string | number | null | undefined;
};

/** Which task is tried again. */
export type TaskReplayInput = {
  /** The task's id. */
  readonly id: string | number;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
};

/** How far a task got. */
export type TaskState =
  /** Given up; `taskReplay` brings it back. */
  | 'DEAD'
  /** Done. */
  | 'DONE'
  /** Handed to the queue. */
  | 'RELEASED'
  /** A worker has it. */
  | 'RUNNING'
  /** Due now or later. */
  | 'WAITING';

/** What an entry of a case's timeline is. */
export type TimelineKind =
  /** Something that was done about the claim. */
  | 'EVENT'
  /** Something that was written or said. */
  | 'MESSAGE'
  /** Something that the carrier says happened to the parcel. */
  | 'SCAN';

/** Whose tokens are void from now on: an order's customer's, or a staff member's. */
export type TokensRevokeInput = {
  /** The staff member whose tokens. */
  readonly actor?: string | null | undefined;
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** The order whose customer's tokens. */
  readonly orderId?: string | number | null | undefined;
};

/** Which parcel to look for. */
export type TrackingRefreshInput = {
  /** A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days. */
  readonly idempotencyKey: string;
  /** The shipment's id. */
  readonly shipmentId: string | number;
};

/** Where the carrier says that a parcel is. */
export type TrackingStatus =
  /** Waiting at a pick-up point. */
  | 'AVAILABLE_FOR_PICKUP'
  /** Never sent. */
  | 'CANCELED'
  /** The carrier says that it is damaged. */
  | 'DAMAGED'
  /** On its way, later than promised. */
  | 'DELAYED'
  /** Handed over or left at the address. */
  | 'DELIVERED'
  /** The carrier came and could not hand it over. */
  | 'DELIVERY_ATTEMPTED'
  /** Something happened that a person should look at. */
  | 'EXCEPTION'
  /** On its way. */
  | 'IN_TRANSIT'
  /** The carrier says that it is lost. */
  | 'LOST'
  /** On the last vehicle. */
  | 'OUT_FOR_DELIVERY'
  /** The carrier knows of the parcel but does not have it. */
  | 'PRE_TRANSIT'
  /** Back with the sender. */
  | 'RETURNED'
  /** On its way back. */
  | 'RETURN_TO_SENDER'
  /** The carrier has said nothing yet. */
  | 'UNKNOWN';

/** Who may see something. */
export type Visibility =
  /** The shop's own side alone. */
  | 'INTERNAL'
  /** The customer too. */
  | 'PUBLIC';

export type AccountsQueryVariables = Exact<{
  filter?: AccountFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type AccountsQuery = { readonly accounts: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly company: string, readonly kind: AccountKind, readonly label: string, readonly externalId: string | null, readonly status: AccountStatus, readonly missingScopes: ReadonlyArray<string>, readonly failure: string | null, readonly failureText: string | null, readonly createdAt: string, readonly updatedAt: string, readonly disconnectedAt: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type AccountsUpdatedSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type AccountsUpdatedSubscription = { readonly accountsUpdated: { readonly id: string, readonly type: string, readonly sequence: number, readonly occurredAt: string, readonly cursor: string, readonly failure: string | null, readonly account: { readonly id: string, readonly company: string, readonly label: string, readonly status: AccountStatus, readonly failure: string | null, readonly failureText: string | null } | null } };

export type CarrierAccountConnectMutationVariables = Exact<{
  input: CarrierAccountConnectInput;
}>;


export type CarrierAccountConnectMutation = { readonly carrierAccountConnect: { readonly account: { readonly id: string, readonly company: string, readonly label: string, readonly status: AccountStatus, readonly failure: string | null, readonly failureText: string | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly message: string, readonly field: ReadonlyArray<string> | null }> } };

export type ClaimQueryVariables = Exact<{
  id?: string | number | null | undefined;
  number?: string | null | undefined;
}>;


export type ClaimQuery = { readonly claim: { readonly id: string, readonly cursor: string, readonly number: string, readonly reason: ClaimReason, readonly status: ClaimStatus, readonly cancelReason: CancelReason | null, readonly preferredResolution: ResolutionType | null, readonly customerNote: string | null, readonly openedBy: ActorKind, readonly acknowledgedAt: string | null, readonly verifiedAt: string | null, readonly requestedEvidence: ReadonlyArray<EvidenceKind>, readonly answerDueAt: string | null, readonly appealedAt: string | null, readonly resolvedAt: string | null, readonly firstResponseAt: string | null, readonly waitingUntil: string | null, readonly escalateFrom: string | null, readonly locale: string | null, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly denial: { readonly code: DenialCode, readonly message: string, readonly appealableUntil: string | null } | null, readonly found: { readonly at: string, readonly choice: FoundChoice | null } | null, readonly order: { readonly id: string, readonly number: string } | null, readonly shipment: { readonly id: string, readonly carrier: string, readonly trackingNumber: string, readonly trackingStatus: TrackingStatus, readonly incidentReason: IncidentReason | null, readonly lastCheckedAt: string | null, readonly nextCheckAt: string | null } | null, readonly items: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly description: string | null, readonly shipmentLineId: string | null, readonly orderLine: { readonly id: string, readonly title: string } | null }>, readonly messages: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly author: MessageAuthor, readonly channel: MessageChannel, readonly direction: MessageDirection, readonly subject: string | null, readonly body: string, readonly sentAt: string | null, readonly createdAt: string, readonly attachmentIds: ReadonlyArray<string> }> }, readonly timeline: ReadonlyArray<{ readonly id: string, readonly kind: TimelineKind, readonly occurredAt: string, readonly word: string, readonly text: string | null, readonly actor: { readonly kind: ActorKind } | null }>, readonly events: ReadonlyArray<{ readonly id: string, readonly cursor: string, readonly type: string, readonly sequence: number, readonly occurredAt: string, readonly status: ClaimStatus | null, readonly cancelReason: CancelReason | null, readonly actor: { readonly kind: ActorKind } }> } | null };

export type ClaimAddEvidenceMutationVariables = Exact<{
  input: ClaimAddEvidenceInput;
}>;


export type ClaimAddEvidenceMutation = { readonly claimAddEvidence: { readonly claim: { readonly id: string, readonly status: ClaimStatus, readonly version: number, readonly evidence: ReadonlyArray<{ readonly id: string, readonly kind: EvidenceKind, readonly state: EvidenceState, readonly rejectionCode: EvidenceRejectionCode | null, readonly fileName: string, readonly url: string | null, readonly mimeType: string | null, readonly size: number | null, readonly sha256: string | null, readonly createdAt: string }> } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly message: string, readonly field: ReadonlyArray<string> | null }> } };

export type ClaimAddMessageMutationVariables = Exact<{
  input: ClaimAddMessageInput;
}>;


export type ClaimAddMessageMutation = { readonly claimAddMessage: { readonly message: { readonly id: string, readonly author: MessageAuthor, readonly channel: MessageChannel, readonly direction: MessageDirection, readonly visibility: MessageVisibility, readonly body: string, readonly createdAt: string, readonly attachmentIds: ReadonlyArray<string>, readonly claim: { readonly id: string, readonly status: ClaimStatus, readonly version: number } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly message: string, readonly field: ReadonlyArray<string> | null }> } };

export type ClaimAppealMutationVariables = Exact<{
  input: ClaimAppealInput;
}>;


export type ClaimAppealMutation = { readonly claimAppeal: { readonly claim: { readonly id: string, readonly cursor: string, readonly status: ClaimStatus, readonly version: number, readonly appealedAt: string | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type ClaimApproveMutationVariables = Exact<{
  input: ClaimApproveInput;
}>;


export type ClaimApproveMutation = { readonly claimApprove: { readonly claim: { readonly id: string, readonly cursor: string, readonly status: ClaimStatus, readonly version: number, readonly resolutionOptions: ReadonlyArray<{ readonly type: ResolutionType, readonly isDefault: boolean, readonly amount: { readonly amount: string, readonly currencyCode: string } }> } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type ClaimAssignMutationVariables = Exact<{
  input: ClaimAssignInput;
}>;


export type ClaimAssignMutation = { readonly claimAssign: { readonly claim: { readonly id: string, readonly cursor: string, readonly status: ClaimStatus, readonly version: number, readonly assignee: string | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type ClaimCancelMutationVariables = Exact<{
  input: ClaimCancelInput;
}>;


export type ClaimCancelMutation = { readonly claimCancel: { readonly claim: { readonly id: string, readonly cursor: string, readonly number: string, readonly reason: ClaimReason, readonly status: ClaimStatus, readonly cancelReason: CancelReason | null, readonly openedBy: ActorKind, readonly version: number, readonly items: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly shipmentLineId: string | null }> } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type ClaimCreateMutationVariables = Exact<{
  input: ClaimCreateInput;
}>;


export type ClaimCreateMutation = { readonly claimCreate: { readonly claim: { readonly id: string, readonly cursor: string, readonly number: string, readonly reason: ClaimReason, readonly status: ClaimStatus, readonly cancelReason: CancelReason | null, readonly openedBy: ActorKind, readonly version: number, readonly items: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly shipmentLineId: string | null }> } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type ClaimDenyMutationVariables = Exact<{
  input: ClaimDenyInput;
}>;


export type ClaimDenyMutation = { readonly claimDeny: { readonly claim: { readonly id: string, readonly cursor: string, readonly status: ClaimStatus, readonly version: number, readonly denial: { readonly code: DenialCode, readonly message: string, readonly appealableUntil: string | null } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type ClaimEligibilityQueryVariables = Exact<{
  input: ClaimEligibilityInput;
}>;


export type ClaimEligibilityQuery = { readonly claimEligibility: { readonly eligible: boolean, readonly eligibleFrom: string | null, readonly eligibleUntil: string | null, readonly waitingUntil: string | null, readonly escalateFrom: string | null, readonly requiredEvidence: ReadonlyArray<EvidenceKind>, readonly resolutionOptions: ReadonlyArray<ResolutionType>, readonly defaultResolution: ResolutionType | null, readonly nextSteps: ReadonlyArray<ClaimNextStep>, readonly items: ReadonlyArray<{ readonly orderLineId: string, readonly shipmentLineId: string | null, readonly title: string, readonly maxQuantity: number, readonly refundable: { readonly amount: string, readonly currencyCode: string } }>, readonly blockers: ReadonlyArray<{ readonly code: ClaimBlockerCode, readonly message: string }>, readonly alternatives: ReadonlyArray<{ readonly kind: ClaimAlternativeKind, readonly url: string | null, readonly availableFrom: string | null }> } | null };

export type ClaimExportCreateMutationVariables = Exact<{
  input: ClaimExportCreateInput;
}>;


export type ClaimExportCreateMutation = { readonly claimExportCreate: { readonly export: { readonly id: string, readonly audience: ExportAudience, readonly language: ExportLanguage, readonly state: ExportState, readonly url: string | null, readonly pdfUrl: string | null, readonly size: number | null, readonly sha256: string | null, readonly retainUntil: string } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type ClaimMarkDuplicateMutationVariables = Exact<{
  input: ClaimMarkDuplicateInput;
}>;


export type ClaimMarkDuplicateMutation = { readonly claimMarkDuplicate: { readonly claim: { readonly id: string, readonly cursor: string, readonly status: ClaimStatus, readonly version: number, readonly cancelReason: CancelReason | null, readonly duplicateOf: { readonly id: string, readonly number: string } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type ClaimMarkResolvedExternallyMutationVariables = Exact<{
  input: ClaimMarkResolvedExternallyInput;
}>;


export type ClaimMarkResolvedExternallyMutation = { readonly claimMarkResolvedExternally: { readonly claim: { readonly id: string, readonly cursor: string, readonly status: ClaimStatus, readonly version: number, readonly resolution: { readonly id: string, readonly type: ResolutionType, readonly status: ResolutionStatus, readonly external: boolean, readonly chosenBy: ActorKind, readonly chosenAt: string, readonly amount: { readonly amount: string, readonly currencyCode: string } } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type ClaimPoliciesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type ClaimPoliciesQuery = { readonly claimPolicies: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly version: number, readonly note: string | null, readonly createdAt: string, readonly createdBy: { readonly kind: ActorKind } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type ClaimPolicyQueryVariables = Exact<{ [key: string]: never; }>;


export type ClaimPolicyQuery = { readonly claimPolicy: { readonly id: string, readonly version: number, readonly note: string | null, readonly createdAt: string, readonly createdBy: { readonly kind: ActorKind, readonly id: string | null }, readonly rules: ReadonlyArray<{ readonly market: string | null, readonly carrier: string | null, readonly reason: ClaimReason | null, readonly escalationDays: number | null, readonly requiredEvidence: ReadonlyArray<EvidenceKind> | null, readonly refundsShipping: boolean | null, readonly coversFinalSale: boolean | null, readonly inactivityDays: number | null, readonly appealDays: number | null, readonly reportUrl: string | null, readonly filesRecoveries: boolean | null, readonly window: { readonly earliest: { readonly anchor: ClaimAnchor, readonly amount: number, readonly unit: ClaimUnit } | null, readonly latest: { readonly anchor: ClaimAnchor, readonly amount: number, readonly unit: ClaimUnit } | null } | null, readonly resolutions: { readonly allowed: ReadonlyArray<ResolutionType>, readonly default: ResolutionType, readonly refundAlways: boolean } | null, readonly autoApproveLimits: ReadonlyArray<{ readonly amount: string, readonly currencyCode: string }>, readonly goodwillLimits: ReadonlyArray<{ readonly amount: string, readonly currencyCode: string }>, readonly recoveryMinimum: ReadonlyArray<{ readonly amount: string, readonly currencyCode: string }> }>, readonly builtIn: ReadonlyArray<{ readonly market: string | null, readonly carrier: string | null, readonly reason: ClaimReason | null, readonly escalationDays: number | null, readonly requiredEvidence: ReadonlyArray<EvidenceKind> | null, readonly refundsShipping: boolean | null, readonly coversFinalSale: boolean | null, readonly inactivityDays: number | null, readonly appealDays: number | null, readonly reportUrl: string | null, readonly filesRecoveries: boolean | null, readonly window: { readonly earliest: { readonly anchor: ClaimAnchor, readonly amount: number, readonly unit: ClaimUnit } | null, readonly latest: { readonly anchor: ClaimAnchor, readonly amount: number, readonly unit: ClaimUnit } | null } | null, readonly resolutions: { readonly allowed: ReadonlyArray<ResolutionType>, readonly default: ResolutionType, readonly refundAlways: boolean } | null, readonly autoApproveLimits: ReadonlyArray<{ readonly amount: string, readonly currencyCode: string }>, readonly goodwillLimits: ReadonlyArray<{ readonly amount: string, readonly currencyCode: string }>, readonly recoveryMinimum: ReadonlyArray<{ readonly amount: string, readonly currencyCode: string }> }> } | null };

export type ClaimPolicyDryRunQueryVariables = Exact<{
  input: ClaimPolicyDryRunInput;
}>;


export type ClaimPolicyDryRunQuery = { readonly claimPolicyDryRun: { readonly presentVersion: number, readonly examined: number, readonly complete: boolean, readonly differences: ReadonlyArray<{ readonly claimId: string, readonly number: string, readonly reason: ClaimReason, readonly openedAt: string, readonly present: { readonly eligible: boolean, readonly tooLate: boolean, readonly waitingUntil: string | null, readonly autoApprove: boolean, readonly options: ReadonlyArray<ResolutionType> }, readonly proposed: { readonly eligible: boolean, readonly tooLate: boolean, readonly waitingUntil: string | null, readonly autoApprove: boolean, readonly options: ReadonlyArray<ResolutionType> } }> } | null };

export type ClaimPolicyUpdateMutationVariables = Exact<{
  input: ClaimPolicyUpdateInput;
}>;


export type ClaimPolicyUpdateMutation = { readonly claimPolicyUpdate: { readonly claimPolicy: { readonly id: string, readonly version: number } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type ClaimReopenMutationVariables = Exact<{
  input: ClaimReopenInput;
}>;


export type ClaimReopenMutation = { readonly claimReopen: { readonly claim: { readonly id: string, readonly cursor: string, readonly status: ClaimStatus, readonly version: number, readonly denial: { readonly code: DenialCode } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type ClaimReportArrivedMutationVariables = Exact<{
  input: ClaimReportArrivedInput;
}>;


export type ClaimReportArrivedMutation = { readonly claimReportArrived: { readonly claim: { readonly id: string, readonly cursor: string, readonly number: string, readonly reason: ClaimReason, readonly status: ClaimStatus, readonly cancelReason: CancelReason | null, readonly openedBy: ActorKind, readonly version: number, readonly items: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly shipmentLineId: string | null }> } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type ClaimReportFoundMutationVariables = Exact<{
  input: ClaimReportFoundInput;
}>;


export type ClaimReportFoundMutation = { readonly claimReportFound: { readonly claim: { readonly id: string, readonly cursor: string, readonly status: ClaimStatus, readonly version: number, readonly found: { readonly at: string, readonly choice: FoundChoice | null } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type ClaimRequestInformationMutationVariables = Exact<{
  input: ClaimRequestInformationInput;
}>;


export type ClaimRequestInformationMutation = { readonly claimRequestInformation: { readonly claim: { readonly id: string, readonly cursor: string, readonly status: ClaimStatus, readonly version: number, readonly requestedEvidence: ReadonlyArray<EvidenceKind>, readonly answerDueAt: string | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type ClaimResolveMutationVariables = Exact<{
  input: ClaimResolveInput;
}>;


export type ClaimResolveMutation = { readonly claimResolve: { readonly claim: { readonly id: string, readonly cursor: string, readonly status: ClaimStatus, readonly version: number, readonly resolution: { readonly id: string, readonly type: ResolutionType, readonly status: ResolutionStatus, readonly external: boolean, readonly chosenBy: ActorKind, readonly chosenAt: string, readonly amount: { readonly amount: string, readonly currencyCode: string } } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type ClaimRuleQueryVariables = Exact<{
  input: ClaimRuleInput;
}>;


export type ClaimRuleQuery = { readonly claimRule: { readonly escalationDays: number, readonly requiredEvidence: ReadonlyArray<EvidenceKind>, readonly refundsShipping: boolean, readonly coversFinalSale: boolean, readonly inactivityDays: number, readonly appealDays: number, readonly reportUrl: string, readonly filesRecoveries: boolean, readonly window: { readonly earliest: { readonly anchor: ClaimAnchor, readonly amount: number, readonly unit: ClaimUnit } | null, readonly latest: { readonly anchor: ClaimAnchor, readonly amount: number, readonly unit: ClaimUnit } | null }, readonly resolutions: { readonly allowed: ReadonlyArray<ResolutionType>, readonly default: ResolutionType, readonly refundAlways: boolean }, readonly autoApproveLimits: ReadonlyArray<{ readonly amount: string, readonly currencyCode: string }>, readonly goodwillLimits: ReadonlyArray<{ readonly amount: string, readonly currencyCode: string }>, readonly recoveryMinimum: ReadonlyArray<{ readonly amount: string, readonly currencyCode: string }> } | null };

export type ClaimTagMutationVariables = Exact<{
  input: ClaimTagInput;
}>;


export type ClaimTagMutation = { readonly claimTag: { readonly claim: { readonly id: string, readonly cursor: string, readonly status: ClaimStatus, readonly version: number, readonly tags: ReadonlyArray<string> } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type ClaimUpdatedSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type ClaimUpdatedSubscription = { readonly claimUpdated: { readonly id: string, readonly cursor: string, readonly type: string, readonly sequence: number, readonly occurredAt: string, readonly status: ClaimStatus | null, readonly cancelReason: CancelReason | null, readonly verified: boolean | null, readonly actor: { readonly kind: ActorKind }, readonly claim: { readonly id: string, readonly number: string, readonly status: ClaimStatus, readonly cancelReason: CancelReason | null, readonly version: number } | null } };

export type ClaimsQueryVariables = Exact<{
  filter?: ClaimFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type ClaimsQuery = { readonly claims: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string } }>, readonly nodes: ReadonlyArray<{ readonly id: string, readonly number: string, readonly reason: ClaimReason, readonly status: ClaimStatus, readonly cancelReason: CancelReason | null, readonly createdAt: string, readonly order: { readonly id: string, readonly number: string } | null, readonly shipment: { readonly id: string, readonly carrier: string, readonly trackingNumber: string, readonly trackingStatus: TrackingStatus } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type ClaimsUpdatedSubscriptionVariables = Exact<{
  filter?: ClaimEventFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type ClaimsUpdatedSubscription = { readonly claimsUpdated: { readonly id: string, readonly cursor: string, readonly type: string, readonly sequence: number, readonly occurredAt: string, readonly status: ClaimStatus | null, readonly reason: ClaimReason | null, readonly cancelReason: CancelReason | null, readonly actor: { readonly kind: ActorKind }, readonly claim: { readonly id: string, readonly number: string, readonly status: ClaimStatus, readonly version: number } | null } };

export type CoverageBuyMutationVariables = Exact<{
  input: CoverageBuyInput;
}>;


export type CoverageBuyMutation = { readonly coverageBuy: { readonly coverage: { readonly id: string, readonly provider: string, readonly kind: CoverageKind, readonly status: CoverageStatus, readonly policyNumber: string | null, readonly effectiveAt: string | null, readonly expiresAt: string | null, readonly insured: { readonly amount: string, readonly currencyCode: string } } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type CoverageRecordMutationVariables = Exact<{
  input: CoverageRecordInput;
}>;


export type CoverageRecordMutation = { readonly coverageRecord: { readonly coverage: { readonly id: string, readonly provider: string, readonly kind: CoverageKind, readonly status: CoverageStatus, readonly policyNumber: string | null, readonly effectiveAt: string | null, readonly expiresAt: string | null, readonly insured: { readonly amount: string, readonly currencyCode: string } } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type CustomerTokenCreateMutationVariables = Exact<{
  input: CustomerTokenCreateInput;
}>;


export type CustomerTokenCreateMutation = { readonly customerTokenCreate: { readonly token: string | null, readonly expiresAt: string | null, readonly orderId: string | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type DeadlinesQueryVariables = Exact<{
  before: string;
  kinds?: ReadonlyArray<DeadlineKind> | DeadlineKind | null | undefined;
}>;


export type DeadlinesQuery = { readonly deadlines: ReadonlyArray<{ readonly at: string, readonly kind: DeadlineKind, readonly subject: string, readonly orderId: string | null, readonly claimId: string | null }> };

export type DisputesQueryVariables = Exact<{
  filter?: DisputeFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type DisputesQuery = { readonly disputes: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly externalId: string, readonly accountId: string, readonly type: DisputeType, readonly status: DisputeStatus, readonly reason: DisputeReason, readonly networkReason: string | null, readonly evidenceDueBy: string | null, readonly evidenceSentAt: string | null, readonly openedAt: string, readonly finalizedAt: string | null, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly cursor: string, readonly amount: { readonly amount: string, readonly currencyCode: string }, readonly order: { readonly id: string, readonly number: string } | null, readonly events: ReadonlyArray<{ readonly id: string, readonly type: string, readonly disputeStatus: DisputeStatus | null, readonly occurredAt: string }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type DisputesUpdatedSubscriptionVariables = Exact<{
  orderId?: string | number | null | undefined;
  after?: string | null | undefined;
}>;


export type DisputesUpdatedSubscription = { readonly disputesUpdated: { readonly id: string, readonly type: string, readonly sequence: number, readonly occurredAt: string, readonly cursor: string, readonly disputeType: DisputeType | null, readonly disputeStatus: DisputeStatus | null, readonly actor: { readonly kind: ActorKind, readonly id: string | null }, readonly dispute: { readonly id: string, readonly status: DisputeStatus, readonly evidenceDueBy: string | null } | null, readonly order: { readonly id: string, readonly number: string } | null } };

export type EffectDecideMutationVariables = Exact<{
  input: EffectDecideInput;
}>;


export type EffectDecideMutation = { readonly effectDecide: { readonly effect: { readonly id: string, readonly state: EffectState, readonly reference: string | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type EffectsQueryVariables = Exact<{
  filter?: EffectFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type EffectsQuery = { readonly effects: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: string, readonly subject: string, readonly generation: number, readonly accountId: string | null, readonly state: EffectState, readonly attempts: number, readonly reference: string | null, readonly lastError: string | null, readonly firstSentAt: string | null, readonly createdAt: string, readonly updatedAt: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type EvidenceUploadCreateMutationVariables = Exact<{
  input: EvidenceUploadCreateInput;
}>;


export type EvidenceUploadCreateMutation = { readonly evidenceUploadCreate: { readonly evidence: { readonly id: string, readonly kind: EvidenceKind, readonly state: EvidenceState, readonly fileName: string } | null, readonly upload: { readonly method: string, readonly url: string, readonly expiresAt: string, readonly headers: ReadonlyArray<{ readonly name: string, readonly value: string }> } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly message: string, readonly field: ReadonlyArray<string> | null }> } };

export type GoodwillGiveMutationVariables = Exact<{
  input: GoodwillGiveInput;
}>;


export type GoodwillGiveMutation = { readonly goodwillGive: { readonly resolution: { readonly id: string, readonly type: ResolutionType, readonly status: ResolutionStatus, readonly goodwill: boolean, readonly amount: { readonly amount: string, readonly currencyCode: string }, readonly claim: { readonly id: string } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type GuestTokenCreateMutationVariables = Exact<{
  input: GuestTokenCreateInput;
}>;


export type GuestTokenCreateMutation = { readonly guestTokenCreate: { readonly token: string | null, readonly expiresAt: string | null, readonly orderId: string | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type LedgerEntryRecordMutationVariables = Exact<{
  input: LedgerEntryRecordInput;
}>;


export type LedgerEntryRecordMutation = { readonly ledgerEntryRecord: { readonly entry: { readonly id: string, readonly type: LedgerEntryType, readonly side: LedgerSide, readonly occurredAt: string, readonly reverses: string | null, readonly amount: { readonly amount: string, readonly currencyCode: string } } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type LedgerEntryReverseMutationVariables = Exact<{
  input: LedgerEntryReverseInput;
}>;


export type LedgerEntryReverseMutation = { readonly ledgerEntryReverse: { readonly entry: { readonly id: string, readonly type: LedgerEntryType, readonly side: LedgerSide, readonly occurredAt: string, readonly reverses: string | null, readonly amount: { readonly amount: string, readonly currencyCode: string } } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type MessagePreviewQueryVariables = Exact<{
  input: MessagePreviewInput;
}>;


export type MessagePreviewQuery = { readonly messagePreview: { readonly subject: string | null, readonly text: string | null, readonly html: string | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly message: string, readonly field: ReadonlyArray<string> | null }> } };

export type MessageTemplateUpdateMutationVariables = Exact<{
  input: MessageTemplateUpdateInput;
}>;


export type MessageTemplateUpdateMutation = { readonly messageTemplateUpdate: { readonly template: { readonly key: MessageTemplateKey, readonly locale: string, readonly version: number, readonly subject: string, readonly body: string, readonly updatedAt: string | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly message: string, readonly field: ReadonlyArray<string> | null }> } };

export type MessageTemplatesQueryVariables = Exact<{
  key?: MessageTemplateKey | null | undefined;
}>;


export type MessageTemplatesQuery = { readonly messageTemplates: ReadonlyArray<{ readonly key: MessageTemplateKey, readonly locale: string, readonly version: number, readonly subject: string, readonly body: string, readonly updatedAt: string | null, readonly variables: ReadonlyArray<{ readonly name: string, readonly meaning: string }> }> };

export type NodeQueryVariables = Exact<{
  id: string | number;
}>;


export type NodeQuery = { readonly node:
    | { readonly __typename: 'Account', readonly id: string }
    | { readonly __typename: 'Claim', readonly id: string }
    | { readonly __typename: 'ClaimExport', readonly id: string }
    | { readonly __typename: 'ClaimPolicy', readonly id: string }
    | { readonly __typename: 'Coverage', readonly id: string }
    | { readonly __typename: 'Dispute', readonly id: string }
    | { readonly __typename: 'Effect', readonly id: string }
    | { readonly __typename: 'Evidence', readonly id: string }
    | { readonly __typename: 'LedgerEntry', readonly id: string }
    | { readonly __typename: 'Message', readonly id: string }
    | { readonly __typename: 'Order', readonly id: string }
    | { readonly __typename: 'PrivacyRequest', readonly id: string }
    | { readonly __typename: 'Recovery', readonly id: string }
    | { readonly __typename: 'RecoveryExport', readonly id: string }
    | { readonly __typename: 'RecoveryMessage', readonly id: string }
    | { readonly __typename: 'RecoveryPayment', readonly id: string }
    | { readonly __typename: 'Resolution', readonly id: string }
    | { readonly __typename: 'Shipment', readonly id: string }
    | { readonly __typename: 'Storefront', readonly id: string }
    | { readonly __typename: 'Task', readonly id: string }
   | null };

export type NodesQueryVariables = Exact<{
  ids: ReadonlyArray<string | number> | string | number;
}>;


export type NodesQuery = { readonly nodes: ReadonlyArray<
    | { readonly __typename: 'Account', readonly id: string }
    | { readonly __typename: 'Claim', readonly id: string }
    | { readonly __typename: 'ClaimExport', readonly id: string }
    | { readonly __typename: 'ClaimPolicy', readonly id: string }
    | { readonly __typename: 'Coverage', readonly id: string }
    | { readonly __typename: 'Dispute', readonly id: string }
    | { readonly __typename: 'Effect', readonly id: string }
    | { readonly __typename: 'Evidence', readonly id: string }
    | { readonly __typename: 'LedgerEntry', readonly id: string }
    | { readonly __typename: 'Message', readonly id: string }
    | { readonly __typename: 'Order', readonly id: string }
    | { readonly __typename: 'PrivacyRequest', readonly id: string }
    | { readonly __typename: 'Recovery', readonly id: string }
    | { readonly __typename: 'RecoveryExport', readonly id: string }
    | { readonly __typename: 'RecoveryMessage', readonly id: string }
    | { readonly __typename: 'RecoveryPayment', readonly id: string }
    | { readonly __typename: 'Resolution', readonly id: string }
    | { readonly __typename: 'Shipment', readonly id: string }
    | { readonly __typename: 'Storefront', readonly id: string }
    | { readonly __typename: 'Task', readonly id: string }
   | null> };

export type OrderQueryVariables = Exact<{
  id?: string | number | null | undefined;
  number?: string | null | undefined;
  externalId?: string | null | undefined;
}>;


export type OrderQuery = { readonly order: { readonly id: string, readonly cursor: string, readonly externalId: string, readonly number: string, readonly placedAt: string, readonly promisedDeliveryBy: string | null, readonly confirmationSentAt: string | null, readonly total: { readonly amount: string, readonly currencyCode: string }, readonly lines: ReadonlyArray<{ readonly id: string, readonly externalId: string, readonly sku: string | null, readonly title: string, readonly quantity: number, readonly claimedQuantity: number, readonly unitPrice: { readonly amount: string, readonly currencyCode: string }, readonly paidAmount: { readonly amount: string, readonly currencyCode: string } }>, readonly shipments: ReadonlyArray<{ readonly id: string, readonly carrier: string, readonly trackingNumber: string, readonly trackingUrl: string | null, readonly status: ShipmentStatus, readonly trackingStatus: TrackingStatus, readonly incidentReason: IncidentReason | null, readonly estimatedDeliveryAt: string | null, readonly deliveredAt: string | null, readonly lines: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly claimedQuantity: number, readonly orderLine: { readonly id: string, readonly title: string } | null }> }>, readonly claims: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly number: string, readonly status: ClaimStatus, readonly reason: ClaimReason, readonly createdAt: string }> } } | null };

export type OrderChangesSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type OrderChangesSubscription = { readonly orderUpdated: { readonly id: string, readonly cursor: string, readonly type: string, readonly occurredAt: string, readonly shipment: { readonly id: string, readonly direction: ShipmentDirection, readonly status: ShipmentStatus, readonly carrier: string, readonly trackingNumber: string, readonly trackingUrl: string | null, readonly trackingStatus: TrackingStatus, readonly incidentReason: IncidentReason | null, readonly estimatedDeliveryAt: string | null, readonly shippedAt: string | null, readonly deliveredAt: string | null, readonly lastCheckedAt: string | null, readonly stalledSince: string | null, readonly overdueSince: string | null, readonly presumedLostAt: string | null, readonly pickupUntil: string | null, readonly returnedAt: string | null, readonly proofOfDelivery: { readonly handover: Handover | null } | null, readonly lines: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly orderLine: { readonly id: string } | null }>, readonly events: ReadonlyArray<{ readonly id: string, readonly occurredAt: string, readonly status: TrackingStatus, readonly description: string, readonly location: string }> } | null, readonly claim: { readonly id: string, readonly number: string, readonly reason: ClaimReason, readonly status: ClaimStatus, readonly cancelReason: CancelReason | null, readonly version: number, readonly createdAt: string, readonly requestedEvidence: ReadonlyArray<EvidenceKind>, readonly answerDueAt: string | null, readonly waitingUntil: string | null, readonly escalateFrom: string | null, readonly appealedAt: string | null, readonly denial: { readonly message: string, readonly appealableUntil: string | null } | null, readonly found: { readonly at: string, readonly choice: FoundChoice | null } | null, readonly shipment: { readonly id: string } | null, readonly resolutionOptions: ReadonlyArray<{ readonly type: ResolutionType, readonly isDefault: boolean, readonly amount: { readonly amount: string, readonly currencyCode: string } }>, readonly resolution: { readonly type: ResolutionType, readonly status: ResolutionStatus, readonly replacementNumber: string | null, readonly amount: { readonly amount: string, readonly currencyCode: string } } | null, readonly evidence: ReadonlyArray<{ readonly id: string, readonly kind: EvidenceKind, readonly state: EvidenceState, readonly rejectionCode: EvidenceRejectionCode | null, readonly fileName: string }>, readonly events: ReadonlyArray<{ readonly id: string, readonly type: string, readonly occurredAt: string }>, readonly messages: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly author: MessageAuthor, readonly body: string, readonly createdAt: string }> } } | null } };

export type OrderChanges_ParcelFragment = { readonly id: string, readonly direction: ShipmentDirection, readonly status: ShipmentStatus, readonly carrier: string, readonly trackingNumber: string, readonly trackingUrl: string | null, readonly trackingStatus: TrackingStatus, readonly incidentReason: IncidentReason | null, readonly estimatedDeliveryAt: string | null, readonly shippedAt: string | null, readonly deliveredAt: string | null, readonly lastCheckedAt: string | null, readonly stalledSince: string | null, readonly overdueSince: string | null, readonly presumedLostAt: string | null, readonly pickupUntil: string | null, readonly returnedAt: string | null, readonly proofOfDelivery: { readonly handover: Handover | null } | null, readonly lines: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly orderLine: { readonly id: string } | null }>, readonly events: ReadonlyArray<{ readonly id: string, readonly occurredAt: string, readonly status: TrackingStatus, readonly description: string, readonly location: string }> };

export type OrderChanges_ClaimFragment = { readonly id: string, readonly number: string, readonly reason: ClaimReason, readonly status: ClaimStatus, readonly cancelReason: CancelReason | null, readonly version: number, readonly createdAt: string, readonly requestedEvidence: ReadonlyArray<EvidenceKind>, readonly answerDueAt: string | null, readonly waitingUntil: string | null, readonly escalateFrom: string | null, readonly appealedAt: string | null, readonly denial: { readonly message: string, readonly appealableUntil: string | null } | null, readonly found: { readonly at: string, readonly choice: FoundChoice | null } | null, readonly shipment: { readonly id: string } | null, readonly resolutionOptions: ReadonlyArray<{ readonly type: ResolutionType, readonly isDefault: boolean, readonly amount: { readonly amount: string, readonly currencyCode: string } }>, readonly resolution: { readonly type: ResolutionType, readonly status: ResolutionStatus, readonly replacementNumber: string | null, readonly amount: { readonly amount: string, readonly currencyCode: string } } | null, readonly evidence: ReadonlyArray<{ readonly id: string, readonly kind: EvidenceKind, readonly state: EvidenceState, readonly rejectionCode: EvidenceRejectionCode | null, readonly fileName: string }>, readonly events: ReadonlyArray<{ readonly id: string, readonly type: string, readonly occurredAt: string }>, readonly messages: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly author: MessageAuthor, readonly body: string, readonly createdAt: string }> } };

export type OrderStatusQueryVariables = Exact<{
  id: string | number;
}>;


export type OrderStatusQuery = { readonly order: { readonly id: string, readonly cursor: string, readonly number: string, readonly placedAt: string, readonly promisedDeliveryBy: string | null, readonly canceledAt: string | null, readonly lines: ReadonlyArray<{ readonly id: string, readonly title: string, readonly quantity: number }>, readonly shipments: ReadonlyArray<{ readonly id: string, readonly direction: ShipmentDirection, readonly status: ShipmentStatus, readonly carrier: string, readonly trackingNumber: string, readonly trackingUrl: string | null, readonly trackingStatus: TrackingStatus, readonly incidentReason: IncidentReason | null, readonly estimatedDeliveryAt: string | null, readonly shippedAt: string | null, readonly deliveredAt: string | null, readonly lastCheckedAt: string | null, readonly stalledSince: string | null, readonly overdueSince: string | null, readonly presumedLostAt: string | null, readonly pickupUntil: string | null, readonly returnedAt: string | null, readonly proofOfDelivery: { readonly handover: Handover | null } | null, readonly lines: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly orderLine: { readonly id: string } | null }>, readonly events: ReadonlyArray<{ readonly id: string, readonly occurredAt: string, readonly status: TrackingStatus, readonly description: string, readonly location: string }> }>, readonly claims: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly number: string, readonly reason: ClaimReason, readonly status: ClaimStatus, readonly cancelReason: CancelReason | null, readonly version: number, readonly createdAt: string, readonly requestedEvidence: ReadonlyArray<EvidenceKind>, readonly answerDueAt: string | null, readonly waitingUntil: string | null, readonly escalateFrom: string | null, readonly appealedAt: string | null, readonly denial: { readonly message: string, readonly appealableUntil: string | null } | null, readonly found: { readonly at: string, readonly choice: FoundChoice | null } | null, readonly shipment: { readonly id: string } | null, readonly resolutionOptions: ReadonlyArray<{ readonly type: ResolutionType, readonly isDefault: boolean, readonly amount: { readonly amount: string, readonly currencyCode: string } }>, readonly resolution: { readonly type: ResolutionType, readonly status: ResolutionStatus, readonly replacementNumber: string | null, readonly amount: { readonly amount: string, readonly currencyCode: string } } | null, readonly evidence: ReadonlyArray<{ readonly id: string, readonly kind: EvidenceKind, readonly state: EvidenceState, readonly rejectionCode: EvidenceRejectionCode | null, readonly fileName: string }>, readonly events: ReadonlyArray<{ readonly id: string, readonly type: string, readonly occurredAt: string }>, readonly messages: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly author: MessageAuthor, readonly body: string, readonly createdAt: string }> } }> } } | null };

export type OrderStatus_ParcelFragment = { readonly id: string, readonly direction: ShipmentDirection, readonly status: ShipmentStatus, readonly carrier: string, readonly trackingNumber: string, readonly trackingUrl: string | null, readonly trackingStatus: TrackingStatus, readonly incidentReason: IncidentReason | null, readonly estimatedDeliveryAt: string | null, readonly shippedAt: string | null, readonly deliveredAt: string | null, readonly lastCheckedAt: string | null, readonly stalledSince: string | null, readonly overdueSince: string | null, readonly presumedLostAt: string | null, readonly pickupUntil: string | null, readonly returnedAt: string | null, readonly proofOfDelivery: { readonly handover: Handover | null } | null, readonly lines: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly orderLine: { readonly id: string } | null }>, readonly events: ReadonlyArray<{ readonly id: string, readonly occurredAt: string, readonly status: TrackingStatus, readonly description: string, readonly location: string }> };

export type OrderStatus_ClaimFragment = { readonly id: string, readonly number: string, readonly reason: ClaimReason, readonly status: ClaimStatus, readonly cancelReason: CancelReason | null, readonly version: number, readonly createdAt: string, readonly requestedEvidence: ReadonlyArray<EvidenceKind>, readonly answerDueAt: string | null, readonly waitingUntil: string | null, readonly escalateFrom: string | null, readonly appealedAt: string | null, readonly denial: { readonly message: string, readonly appealableUntil: string | null } | null, readonly found: { readonly at: string, readonly choice: FoundChoice | null } | null, readonly shipment: { readonly id: string } | null, readonly resolutionOptions: ReadonlyArray<{ readonly type: ResolutionType, readonly isDefault: boolean, readonly amount: { readonly amount: string, readonly currencyCode: string } }>, readonly resolution: { readonly type: ResolutionType, readonly status: ResolutionStatus, readonly replacementNumber: string | null, readonly amount: { readonly amount: string, readonly currencyCode: string } } | null, readonly evidence: ReadonlyArray<{ readonly id: string, readonly kind: EvidenceKind, readonly state: EvidenceState, readonly rejectionCode: EvidenceRejectionCode | null, readonly fileName: string }>, readonly events: ReadonlyArray<{ readonly id: string, readonly type: string, readonly occurredAt: string }>, readonly messages: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly author: MessageAuthor, readonly body: string, readonly createdAt: string }> } };

export type OrderUpdatedSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type OrderUpdatedSubscription = { readonly orderUpdated: { readonly id: string, readonly cursor: string, readonly type: string, readonly sequence: number, readonly occurredAt: string, readonly status: ClaimStatus | null, readonly cancelReason: CancelReason | null, readonly trackingStatus: TrackingStatus | null, readonly incidentReason: IncidentReason | null, readonly actor: { readonly kind: ActorKind }, readonly shipment: { readonly id: string, readonly carrier: string, readonly trackingNumber: string, readonly trackingStatus: TrackingStatus } | null, readonly claim: { readonly id: string, readonly number: string, readonly status: ClaimStatus } | null } };

export type OrderUpsertMutationVariables = Exact<{
  input: OrderUpsertInput;
}>;


export type OrderUpsertMutation = { readonly orderUpsert: { readonly order: { readonly id: string, readonly cursor: string, readonly externalId: string, readonly number: string, readonly version: number, readonly lines: ReadonlyArray<{ readonly id: string, readonly externalId: string, readonly quantity: number }> } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type PlatformConnectMutationVariables = Exact<{
  input: PlatformConnectInput;
}>;


export type PlatformConnectMutation = { readonly platformConnect: { readonly url: string | null, readonly expiresAt: string | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type PrivacyRequestCompleteMutationVariables = Exact<{
  input: PrivacyRequestCompleteInput;
}>;


export type PrivacyRequestCompleteMutation = { readonly privacyRequestComplete: { readonly privacyRequest: { readonly id: string, readonly completedAt: string | null, readonly completedBy: string | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type PrivacyRequestsQueryVariables = Exact<{
  filter?: PrivacyRequestFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type PrivacyRequestsQuery = { readonly privacyRequests: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: PrivacyKind, readonly accountId: string, readonly createdAt: string, readonly dueAt: string, readonly completedAt: string | null, readonly completedBy: string | null, readonly orders: ReadonlyArray<{ readonly id: string, readonly number: string, readonly customer: { readonly name: string | null, readonly email: string | null, readonly phone: string | null, readonly postalCode: string | null, readonly countryCode: string | null }, readonly claims: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly number: string, readonly customerNote: string | null }> } }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type RecoveriesQueryVariables = Exact<{
  filter?: RecoveryFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type RecoveriesQuery = { readonly recoveries: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly number: string, readonly status: RecoveryStatus, readonly statusDetail: string | null, readonly route: RecoveryRoute, readonly reason: RecoveryReason, readonly proposedBecause: string | null, readonly reference: string | null, readonly requiredDocuments: ReadonlyArray<string>, readonly missingDocuments: ReadonlyArray<string>, readonly filesItself: boolean, readonly filingSince: string | null, readonly rule: string | null, readonly ruleAssumed: boolean, readonly opensAt: string | null, readonly noticeBy: string | null, readonly fileBy: string | null, readonly informationBy: string | null, readonly appealBy: string | null, readonly submittedAt: string | null, readonly decidedAt: string | null, readonly paidAt: string | null, readonly foundAt: string | null, readonly version: number, readonly cursor: string, readonly counterparty: { readonly type: RecoveryCounterpartyType, readonly name: string }, readonly requested: { readonly amount: string, readonly currencyCode: string }, readonly approved: { readonly amount: string, readonly currencyCode: string } | null, readonly paid: { readonly amount: string, readonly currencyCode: string }, readonly failure: { readonly code: string, readonly message: string } | null, readonly claim: { readonly id: string, readonly number: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type RecoveryQueryVariables = Exact<{
  id: string | number;
}>;


export type RecoveryQuery = { readonly recovery: { readonly id: string, readonly number: string, readonly status: RecoveryStatus, readonly statusDetail: string | null, readonly route: RecoveryRoute, readonly reason: RecoveryReason, readonly proposedBecause: string | null, readonly reference: string | null, readonly requiredDocuments: ReadonlyArray<string>, readonly missingDocuments: ReadonlyArray<string>, readonly filesItself: boolean, readonly filingSince: string | null, readonly rule: string | null, readonly ruleAssumed: boolean, readonly opensAt: string | null, readonly noticeBy: string | null, readonly fileBy: string | null, readonly informationBy: string | null, readonly appealBy: string | null, readonly submittedAt: string | null, readonly decidedAt: string | null, readonly paidAt: string | null, readonly foundAt: string | null, readonly version: number, readonly cursor: string, readonly counterparty: { readonly type: RecoveryCounterpartyType, readonly name: string }, readonly requested: { readonly amount: string, readonly currencyCode: string }, readonly approved: { readonly amount: string, readonly currencyCode: string } | null, readonly paid: { readonly amount: string, readonly currencyCode: string }, readonly failure: { readonly code: string, readonly message: string } | null, readonly fee: { readonly amount: string, readonly currencyCode: string }, readonly repaid: { readonly amount: string, readonly currencyCode: string }, readonly shipment: { readonly id: string, readonly carrier: string, readonly trackingNumber: string, readonly trackingStatus: TrackingStatus, readonly labelSource: LabelSource, readonly labelSeller: string | null, readonly weightGrams: number | null, readonly originCountry: string | null, readonly goods: ReadonlyArray<string>, readonly lines: ReadonlyArray<{ readonly quantity: number, readonly orderLine: { readonly id: string, readonly unitCost: { readonly amount: string, readonly currencyCode: string } | null } | null }> } | null, readonly claim: { readonly id: string, readonly number: string, readonly status: ClaimStatus } | null, readonly coverage: { readonly id: string, readonly provider: string, readonly kind: CoverageKind, readonly status: CoverageStatus, readonly insured: { readonly amount: string, readonly currencyCode: string } } | null, readonly payments: ReadonlyArray<{ readonly id: string, readonly direction: RecoveryPaymentDirection, readonly settledAmount: string | null, readonly reference: string, readonly occurredAt: string, readonly amount: { readonly amount: string, readonly currencyCode: string }, readonly fee: { readonly amount: string, readonly currencyCode: string } }>, readonly ledger: ReadonlyArray<{ readonly id: string, readonly type: LedgerEntryType, readonly side: LedgerSide, readonly expected: boolean, readonly reverses: string | null, readonly amount: { readonly amount: string, readonly currencyCode: string } }>, readonly messages: ReadonlyArray<{ readonly id: string, readonly author: RecoveryMessageAuthor, readonly state: RecoveryMessageState, readonly body: string, readonly sentAt: string, readonly failure: string | null }>, readonly events: ReadonlyArray<{ readonly id: string, readonly type: string, readonly recoveryStatus: RecoveryStatus | null, readonly occurredAt: string }> } | null };

export type RecoveryAddMessageMutationVariables = Exact<{
  input: RecoveryAddMessageInput;
}>;


export type RecoveryAddMessageMutation = { readonly recoveryAddMessage: { readonly recovery: { readonly id: string, readonly number: string, readonly status: RecoveryStatus, readonly statusDetail: string | null, readonly reference: string | null, readonly version: number, readonly approved: { readonly amount: string, readonly currencyCode: string } | null, readonly paid: { readonly amount: string, readonly currencyCode: string } } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type RecoveryAppealMutationVariables = Exact<{
  input: RecoveryAppealInput;
}>;


export type RecoveryAppealMutation = { readonly recoveryAppeal: { readonly recovery: { readonly id: string, readonly number: string, readonly status: RecoveryStatus, readonly statusDetail: string | null, readonly reference: string | null, readonly version: number, readonly approved: { readonly amount: string, readonly currencyCode: string } | null, readonly paid: { readonly amount: string, readonly currencyCode: string } } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type RecoveryCreateMutationVariables = Exact<{
  input: RecoveryCreateInput;
}>;


export type RecoveryCreateMutation = { readonly recoveryCreate: { readonly recovery: { readonly id: string, readonly number: string, readonly status: RecoveryStatus, readonly statusDetail: string | null, readonly reference: string | null, readonly requiredDocuments: ReadonlyArray<string>, readonly missingDocuments: ReadonlyArray<string>, readonly fileBy: string | null, readonly version: number, readonly approved: { readonly amount: string, readonly currencyCode: string } | null, readonly paid: { readonly amount: string, readonly currencyCode: string } } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type RecoveryExportMutationVariables = Exact<{
  input: RecoveryExportInput;
}>;


export type RecoveryExportMutation = { readonly recoveryExport: { readonly export: { readonly id: string, readonly language: ExportLanguage, readonly state: ExportState, readonly url: string | null, readonly pdfUrl: string | null, readonly size: number | null, readonly sha256: string | null, readonly retainUntil: string } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type RecoveryOptionsQueryVariables = Exact<{
  shipmentId: string | number;
  claimId?: string | number | null | undefined;
}>;


export type RecoveryOptionsQuery = { readonly recoveryOptions: ReadonlyArray<{ readonly route: RecoveryRoute, readonly counterparty: string, readonly name: string, readonly fileable: boolean, readonly expectedSteps: ReadonlyArray<string>, readonly expectedAssumed: boolean, readonly documents: ReadonlyArray<string>, readonly missingDocuments: ReadonlyArray<string>, readonly exclusiveWith: ReadonlyArray<string>, readonly rankMessage: string, readonly rule: string | null, readonly source: string | null, readonly confidence: string | null, readonly opensAt: string | null, readonly noticeBy: string | null, readonly fileBy: string | null, readonly expected: { readonly amount: string, readonly currencyCode: string } | null, readonly reasons: ReadonlyArray<{ readonly code: string, readonly message: string }>, readonly bars: ReadonlyArray<{ readonly code: string, readonly message: string }>, readonly filing: { readonly language: string, readonly how: string, readonly url: string | null, readonly email: string | null, readonly address: string | null } | null }> };

export type RecoveryRecordDecisionMutationVariables = Exact<{
  input: RecoveryRecordDecisionInput;
}>;


export type RecoveryRecordDecisionMutation = { readonly recoveryRecordDecision: { readonly recovery: { readonly id: string, readonly number: string, readonly status: RecoveryStatus, readonly statusDetail: string | null, readonly reference: string | null, readonly version: number, readonly approved: { readonly amount: string, readonly currencyCode: string } | null, readonly paid: { readonly amount: string, readonly currencyCode: string } } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type RecoveryRecordFiledMutationVariables = Exact<{
  input: RecoveryRecordFiledInput;
}>;


export type RecoveryRecordFiledMutation = { readonly recoveryRecordFiled: { readonly recovery: { readonly id: string, readonly number: string, readonly status: RecoveryStatus, readonly statusDetail: string | null, readonly reference: string | null, readonly version: number, readonly approved: { readonly amount: string, readonly currencyCode: string } | null, readonly paid: { readonly amount: string, readonly currencyCode: string } } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type RecoveryRecordPaymentMutationVariables = Exact<{
  input: RecoveryRecordPaymentInput;
}>;


export type RecoveryRecordPaymentMutation = { readonly recoveryRecordPayment: { readonly recovery: { readonly id: string, readonly number: string, readonly status: RecoveryStatus, readonly statusDetail: string | null, readonly reference: string | null, readonly version: number, readonly approved: { readonly amount: string, readonly currencyCode: string } | null, readonly paid: { readonly amount: string, readonly currencyCode: string } } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type RecoverySubmitMutationVariables = Exact<{
  input: RecoverySubmitInput;
}>;


export type RecoverySubmitMutation = { readonly recoverySubmit: { readonly recovery: { readonly id: string, readonly number: string, readonly status: RecoveryStatus, readonly statusDetail: string | null, readonly reference: string | null, readonly version: number, readonly approved: { readonly amount: string, readonly currencyCode: string } | null, readonly paid: { readonly amount: string, readonly currencyCode: string } } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type RecoveryUpdatedSubscriptionVariables = Exact<{
  id?: string | number | null | undefined;
  claimId?: string | number | null | undefined;
  after?: string | null | undefined;
}>;


export type RecoveryUpdatedSubscription = { readonly recoveryUpdated: { readonly id: string, readonly type: string, readonly sequence: number, readonly occurredAt: string, readonly cursor: string, readonly recoveryStatus: RecoveryStatus | null, readonly kind: string | null, readonly actor: { readonly kind: ActorKind, readonly id: string | null }, readonly recovery: { readonly id: string, readonly number: string, readonly status: RecoveryStatus, readonly statusDetail: string | null, readonly missingDocuments: ReadonlyArray<string>, readonly fileBy: string | null } | null, readonly claim: { readonly id: string, readonly number: string } | null } };

export type RecoveryWithdrawMutationVariables = Exact<{
  input: RecoveryWithdrawInput;
}>;


export type RecoveryWithdrawMutation = { readonly recoveryWithdraw: { readonly recovery: { readonly id: string, readonly number: string, readonly status: RecoveryStatus, readonly statusDetail: string | null, readonly reference: string | null, readonly version: number, readonly approved: { readonly amount: string, readonly currencyCode: string } | null, readonly paid: { readonly amount: string, readonly currencyCode: string } } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type ResolutionChooseMutationVariables = Exact<{
  input: ResolutionChooseInput;
}>;


export type ResolutionChooseMutation = { readonly resolutionChoose: { readonly claim: { readonly id: string, readonly cursor: string, readonly status: ClaimStatus, readonly version: number, readonly resolution: { readonly id: string, readonly type: ResolutionType, readonly status: ResolutionStatus, readonly external: boolean, readonly chosenBy: ActorKind, readonly chosenAt: string, readonly amount: { readonly amount: string, readonly currencyCode: string } } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type ShipmentQueryVariables = Exact<{
  id?: string | number | null | undefined;
  carrier?: string | null | undefined;
  trackingNumber?: string | null | undefined;
  events?: number | null | undefined;
}>;


export type ShipmentQuery = { readonly shipment: { readonly id: string, readonly cursor: string, readonly direction: ShipmentDirection, readonly status: ShipmentStatus, readonly carrier: string, readonly service: string | null, readonly trackingNumber: string, readonly trackingUrl: string | null, readonly trackingStatus: TrackingStatus, readonly trackingStatusDetail: string | null, readonly incidentReason: IncidentReason | null, readonly signatureRequired: boolean, readonly signatureReceived: boolean, readonly shippedAt: string | null, readonly estimatedDeliveryAt: string | null, readonly deliveredAt: string | null, readonly lastEventAt: string | null, readonly lastCheckedAt: string | null, readonly nextCheckAt: string | null, readonly trackingEndedAt: string | null, readonly stalledSince: string | null, readonly overdueSince: string | null, readonly presumedLostAt: string | null, readonly pickupSince: string | null, readonly pickupUntil: string | null, readonly returnedAt: string | null, readonly proofOfDelivery: { readonly handover: Handover | null, readonly signed: boolean } | null, readonly order: { readonly id: string, readonly number: string } | null, readonly lines: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly claimedQuantity: number, readonly orderLine: { readonly id: string, readonly title: string } | null }>, readonly events: ReadonlyArray<{ readonly id: string, readonly occurredAt: string, readonly receivedAt: string, readonly status: TrackingStatus, readonly incidentReason: IncidentReason | null, readonly description: string, readonly location: string }>, readonly claims: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly number: string, readonly status: ClaimStatus }> } } | null };

export type ShipmentCorrectCarrierMutationVariables = Exact<{
  input: ShipmentCorrectCarrierInput;
}>;


export type ShipmentCorrectCarrierMutation = { readonly shipmentCorrectCarrier: { readonly shipment: { readonly id: string, readonly carrier: string, readonly trackingNumber: string, readonly trackedBy: string | null, readonly trackingStatus: TrackingStatus, readonly version: number } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly message: string, readonly field: ReadonlyArray<string> | null }> } };

export type ShipmentUpdatedSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type ShipmentUpdatedSubscription = { readonly shipmentUpdated: { readonly id: string, readonly cursor: string, readonly type: string, readonly sequence: number, readonly occurredAt: string, readonly trackingStatus: TrackingStatus | null, readonly incidentReason: IncidentReason | null, readonly actor: { readonly kind: ActorKind }, readonly shipment: { readonly id: string, readonly trackingStatus: TrackingStatus, readonly incidentReason: IncidentReason | null, readonly estimatedDeliveryAt: string | null, readonly deliveredAt: string | null, readonly lastCheckedAt: string | null, readonly nextCheckAt: string | null } | null } };

export type ShipmentUpsertMutationVariables = Exact<{
  input: ShipmentUpsertInput;
}>;


export type ShipmentUpsertMutation = { readonly shipmentUpsert: { readonly shipment: { readonly id: string, readonly cursor: string, readonly carrier: string, readonly trackingNumber: string, readonly status: ShipmentStatus, readonly trackingStatus: TrackingStatus, readonly version: number, readonly lines: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly orderLine: { readonly id: string, readonly externalId: string } | null }> } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type StaffTokenCreateMutationVariables = Exact<{
  input: StaffTokenCreateInput;
}>;


export type StaffTokenCreateMutation = { readonly staffTokenCreate: { readonly token: string | null, readonly expiresAt: string | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type StorefrontQueryVariables = Exact<{ [key: string]: never; }>;


export type StorefrontQuery = { readonly storefront: { readonly id: string, readonly name: string, readonly currencyCode: string, readonly timeZone: string, readonly countryCode: string | null, readonly mode: StorefrontMode } };

export type TaskReplayMutationVariables = Exact<{
  input: TaskReplayInput;
}>;


export type TaskReplayMutation = { readonly taskReplay: { readonly task: { readonly id: string, readonly state: TaskState, readonly attempt: number } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type TasksQueryVariables = Exact<{
  filter?: TaskFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type TasksQuery = { readonly tasks: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: string, readonly subject: string, readonly accountId: string | null, readonly state: TaskState, readonly dueAt: string, readonly attempt: number, readonly crashes: number, readonly createdAt: string, readonly finishedAt: string | null, readonly failures: ReadonlyArray<{ readonly occurredAt: string | null, readonly error: string, readonly message: string }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type TokensRevokeMutationVariables = Exact<{
  input: TokensRevokeInput;
}>;


export type TokensRevokeMutation = { readonly tokensRevoke: { readonly subject: string | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type TrackingRefreshMutationVariables = Exact<{
  input: TrackingRefreshInput;
}>;


export type TrackingRefreshMutation = { readonly trackingRefresh: { readonly shipment: { readonly id: string, readonly cursor: string, readonly lastCheckedAt: string | null, readonly nextCheckAt: string | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly field: ReadonlyArray<string> | null, readonly message: string }> } };
