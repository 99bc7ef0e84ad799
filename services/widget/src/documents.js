// The hashes of documents in schema/operations; `make schema` writes them.

export const ORDER_STATUS = 'sha256:e903417db3a850e8fb4a6f2aa72c9e170d17252eaf072e5a7d7f6de4a8393212';
export const ORDER_CHANGES = 'sha256:9e0f69972299bb50e7a93796fd6d54a7d161013a7adb21bbc562bd50c73c48a3';
