// The hashes of documents in schema/operations; `make schema` writes them.

export const ORDER_STATUS = 'sha256:2a8cb4d715f4ed1e951d39ba898d64cd0271e300f4b676858678d639f5c503d5';
export const ORDER_CHANGES = 'sha256:8a005ba3f153f77e92511ce8ed0cd5c012f161a8a25726aa3384b1ee369b4da0';
