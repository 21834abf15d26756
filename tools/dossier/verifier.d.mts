export interface DossierVerdict {
  ok: boolean
  files: number
  entries: number
  /** Texts the log confirms. */
  proven: number
  /** Public key it is signed with, base64url. */
  key: string
  company: string
  record: string
  wrong: { what: string; path?: string; message?: string; file?: string; position?: number; why?: string }[]
}

export interface Archive {
  size: number
  bytes(start: number, end: number): Promise<Uint8Array>
}

export function verifyDossier(
  archive: Archive,
  trusted?: { key?: string | undefined; heads?: { company: string; note: string }[] },
): Promise<DossierVerdict>
