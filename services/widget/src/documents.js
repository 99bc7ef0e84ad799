// The hashes of documents in schema/operations; `make schema` writes them.

export const ORDER_STATUS = 'sha256:46c7b8b349bf9e756d450700b027ff7d960704131ff080e3560d4d139e4ec157';
export const ORDER_CHANGES = 'sha256:8c478e0360f9e32b693ec7d27fa71f1804e75bcf39c9a5a6e8d009bccb5cb914';
