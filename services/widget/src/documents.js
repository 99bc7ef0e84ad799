// The hashes of documents in schema/operations; `make schema` writes them.

export const ORDER_STATUS = 'sha256:9491c55fa6cf6d160357a7f8a9b876e346fef5c297bc102fecf31bb7d5fc2d87';
export const ORDER_CHANGES = 'sha256:9e0f69972299bb50e7a93796fd6d54a7d161013a7adb21bbc562bd50c73c48a3';
