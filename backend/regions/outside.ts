/**
 * Where personal data go beside what we keep. We cannot ask a mail server where it stands: whoever runs this server says
 * so, and nothing starts until he has. Hosts are the companies' own choice, and published heads of the log are hashes.
 */
import type { Settings } from '../settings.ts'
import { WrongRegion } from './regions.ts'

type Outside = Pick<
  Settings,
  | 'REGION'
  | 'SMTP_URL'
  | 'MAIL_REGION'
  | 'BUS_URL'
  | 'BUS_REGION'
  | 'FILE_SCANNER'
  | 'SCANNER_REGION'
  | 'ERASURE_LEDGER'
  | 'LEDGER_REGION'
>

/** @throws WrongRegion naming every place that is of another region, or of which nothing is said */
export function checkOutside(settings: Outside) {
  const { REGION, SMTP_URL, BUS_URL, FILE_SCANNER, ERASURE_LEDGER } = settings
  // A scanner behind a path is on this machine.
  const scanner = FILE_SCANNER && new URL(FILE_SCANNER).hostname !== ''
  mustBeOf(REGION, [
    { what: 'mail (SMTP_URL)', used: SMTP_URL, setting: 'MAIL_REGION', region: settings.MAIL_REGION },
    { what: 'the bus (BUS_URL)', used: BUS_URL, setting: 'BUS_REGION', region: settings.BUS_REGION },
    {
      what: 'the scanner (FILE_SCANNER)',
      used: scanner,
      setting: 'SCANNER_REGION',
      region: settings.SCANNER_REGION,
    },
    {
      what: 'the ledger of erasures (ERASURE_LEDGER)',
      used: ERASURE_LEDGER,
      setting: 'LEDGER_REGION',
      region: settings.LEDGER_REGION,
    },
  ])
}

/** The same of the folder backups are made in and brought back from. @throws WrongRegion */
export function checkBackups({ REGION, BACKUPS_REGION }: Pick<Settings, 'REGION' | 'BACKUPS_REGION'>) {
  mustBeOf(REGION, [
    { what: 'the folder of backups', used: true, setting: 'BACKUPS_REGION', region: BACKUPS_REGION },
  ])
}

interface OutsidePlace {
  what: string
  used: unknown
  setting: string
  region: string | undefined
}

function mustBeOf(region: string | undefined, places: OutsidePlace[]) {
  const wrong = places.flatMap(({ what, used, setting, region: said }) => {
    if (!used || said === region) return []
    if (said === undefined) return [`set ${setting} to where ${what} is`]
    if (region === undefined) return [`${setting} is ${said}`]
    return [`${what} is of the region ${said}: personal data would leave yours`]
  })
  if (wrong.length === 0) return
  throw new WrongRegion(`REGION is ${region ?? 'not set'}: ${wrong.join('; ')}.`)
}
