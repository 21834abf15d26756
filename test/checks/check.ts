/** What a server of this kind has to withstand, and what shows that ours does. What nothing shows is said as well. */
export interface Check {
  what: string
  /** Files below test/, and how the title of a test in them goes. */
  tests?: [file: string, title: string][]
  /** `npm run faults -- --only ...` */
  drills?: string[]
  /** `npm run bench -- --only ...` */
  bench?: string[]
  /** `npm run ...` */
  commands?: string[]
  /** What of it nothing shows yet. */
  lacks?: string
}
