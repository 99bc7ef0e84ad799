// The hashes of documents in schema/operations; `make schema` writes them.

export const ORDER_STATUS = 'sha256:e2f14245d103ad96aba88e18b8642636a3a29cefaabbd37c7d073eb20e5bc42c';
export const ORDER_CHANGES = 'sha256:d940d8df9ead621671de9576cbaebceea17e3abc9c39d0af3a5f8fc0de351705';
