// The hashes of documents in schema/operations that customers' forms send; `make schema` writes them.

export const CLAIM_ELIGIBILITY = 'sha256:27d181d63c7bf4689084a808aeb3d3083c632ee5136f1bbaad13583d83cb887e';
export const CLAIM_CREATE = 'sha256:f080c64e2f7756f7f24819cfd65a73a0aace54eba4a2a6621ec36e640f5b189d';
export const CLAIM_CANCEL = 'sha256:6cb51f1631c14af5740dc29cf9e35dadbef4107fc991bc8d19044a5b57dd5748';
export const CLAIM_REPORT_ARRIVED = 'sha256:6ddc54ea836d8d6c9f45d080ea7f32934fb80e1cb9ca8bd754845c40b8a4cf4a';
export const CLAIM_APPEAL = 'sha256:22bf837e735dd7285922f776964abfc43388124a8a4db1d09d8273a85b8c1ab7';
export const CLAIM_ADD_MESSAGE = 'sha256:5444ade40c5c0269a51445486490a1245aadcb602171c99ed643cf50f981fbd0';
export const CLAIM_ADD_EVIDENCE = 'sha256:02ba3660b9ccc4ec69e1547f733a38fbfd74f0dae755285e1e40e780ba41c9c9';
export const EVIDENCE_UPLOAD_CREATE = 'sha256:1191277ebcc35ab85a2efe80d7661b40d5f8670d4b732ab2fc7b0c2cd1d624b4';
export const RESOLUTION_CHOOSE = 'sha256:2c57d309ecb5198587930964b7dbb9ba2e57a6ba26dd977e1a80e52eef8f5dd6';
export const GUEST_TOKEN_CREATE = 'sha256:bce6b120ec047bd5549641da82cf9f0e4f666a27843ae42fc662d976b0d9c70e';
export const CLAIM_REPORT_FOUND = 'sha256:29b3efd954d88c950cdd27de8425d709d5c1e6904399ceb963e3cd194a219c9d';
