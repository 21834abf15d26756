export interface Wrong {
  what: string
  line?: number
  position?: number
  size?: number
}

export interface Verdict {
  ok: boolean
  company: string
  entries: number
  size: number
  heads: number
  erased: number
  whole: boolean
  wrong: Wrong[]
}

export function verifyExport(
  lines: Iterable<string> | AsyncIterable<string>,
  trusted?: { key?: string | undefined; heads?: { company: string; note: string }[] },
): Promise<Verdict>
