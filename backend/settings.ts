/** Every setting of the backend: an environment variable, what it means, what holds without it, how it is checked. */
import { join } from 'node:path'
import { z } from 'zod'
import { onPremisesList } from './on-premises.ts'
import { root } from './root.ts'

const port = z.coerce.number().int().min(0).max(65_535)
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
)
/** So many at once, then so many a second: `50/2`. */
const rate = z
  .string()
  .regex(/^[1-9]\d{0,6}\/[1-9]\d{0,6}$/, 'expected two numbers as 50/2')
  .transform((text) => {
    const [burst = 0, perSecond = 0] = text.split('/').map(Number)
    return { burst, perSecond }
  })
const region = z.string().regex(/^[a-z][a-z\d-]{0,31}$/, 'expected a short name as ru or eu-west')
const flag = z.enum(['0', '1']).transform((value) => value === '1')

const environment = z.object({
  /** TCP port to listen on. */
  PORT: port.default(3000),
  /** Address to listen on. */
  HOST: z.string().default('127.0.0.1'),
  /** Folder of the embedded database and of files. */
  DATA_DIR: z.string().default(join(root, 'data')),
  /** `postgres://...`; without it the embedded database in DATA_DIR. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /**
   * Where several nodes on one DATABASE_URL tell each other what happens: `nats://...` or `tls://...`, or the Postgres
   * itself where DATABASE_URL leads through a pooler; without it that of DATABASE_URL.
   */
  BUS_URL: z.url({ protocol: /^(postgres(ql)?|nats|tls)$/ }).optional(),
  /** At least 32 characters; everything secret is encrypted under it. Losing it loses the hosts' tokens. */
  SECRET_KEY: z.string().min(32).optional(),
  /** The former SECRET_KEY, which still opens until `npm run keys:rotate` has said that it is no longer needed. */
  SECRET_KEY_BEFORE: z.string().min(32).optional(),
  /** Where what we keep may lie, e.g. `ru`: stores marked with another are refused, unmarked ones are marked with it. */
  REGION: region.optional(),
  /** Where mail is handed in, what BUS_URL, FILE_SCANNER and ERASURE_LEDGER name, and backups lie: with REGION, has to be it. */
  MAIL_REGION: region.optional(),
  BUS_REGION: region.optional(),
  SCANNER_REGION: region.optional(),
  LEDGER_REGION: region.optional(),
  BACKUPS_REGION: region.optional(),
  /**
   * Where files are kept: `s3://<key id>:<secret>@<host>/<bucket>?region=<region>`, percent-encoded; `s3+http://` in a
   * network of your own. Without it the folder `files` in DATA_DIR.
   */
  FILES_URL: z.url({ protocol: /^s3(\+http)?$/ }).optional(),
  /** `1`: the embedded database is encrypted under SECRET_KEY, from its first start on. */
  DATABASE_ENCRYPTED: flag.default(false),
  /** Where browsers and hosts reach us, without a path; `https://chat.example.com`. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** How many proxies of yours stand before us: so many addresses of `X-Forwarded-For`, from its end, are believed. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  BITRIX24_CLIENT_ID: z.string().min(1).optional(),
  BITRIX24_CLIENT_SECRET: z.string().min(1).optional(),
  /** The only OAuth servers that are ever asked. */
  BITRIX24_OAUTH_HOSTS: list.default(['oauth.bitrix.info', 'oauth.bitrix24.tech']),
  /** Requests a portal takes at once and per second, as its plan has it: `250/5` on Enterprise, more where it is your own. */
  BITRIX24_RATE: rate.default({ burst: 50, perSecond: 2 }),
  /** Of our application in Microsoft Entra; without it there is no Dynamics 365 of the cloud here. */
  DYNAMICS_CLIENT_ID: z.guid().optional(),
  DYNAMICS_CLIENT_SECRET: z.string().min(1).optional(),
  /** In place of the secret: a PEM file with the private key and the certificate that is registered with Entra. */
  DYNAMICS_CERTIFICATE: z.string().min(1).optional(),
  /** Organizations that companies run by themselves, with their AD FS: a JSON list. */
  DYNAMICS_ON_PREMISES: onPremisesList.default([]),
  /**
   * Microsoft's cloud the organizations are in: `public`, `usgov` (GCC High), `usdod` or `china`. Another is named by the
   * address people sign in at, that of its list of organizations where there is one, and the endings of their names,
   * between blanks.
   */
  DYNAMICS_CLOUD: z
    .string()
    .regex(
      /^(public|usgov|usdod|china|https?:\/\/[^\s/]+( https?:\/\/[^\s/]+)?( [a-z\d.#-]+)*)$/,
      'expected public, usgov, usdod or china',
    )
    .default('public'),
  /** Folder of our packages for organizations, as `npm run build:solution` makes them. */
  SOLUTIONS_DIR: z.string().default(join(root, 'dist/solutions')),
  /** `1`: portals, organizations and those who sign people in may lie on this machine. For development and tests. */
  ALLOW_LOOPBACK_PORTALS: flag.default(false),
  /** Where mail is handed in: `smtps://user:password@mail.example.com`, or `smtp://` with STARTTLS. Without it none is sent. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Whom mail comes from: `Dealthread <chat@example.com>`. */
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\r\n"]{1,100} )?<?[^\s<>@"]+@[^\s<>@"]+>?$/, 'expected Name <name@example.com>')
    .optional(),
  /**
   * Hosts of the push services that browsers may be reached by, or their endings: `fcm.googleapis.com,*.push.apple.com`.
   * Without it all of them, or none where REGION is set: they lie abroad.
   */
  PUSH_SERVICES: list.optional(),
  /**
   * The date of today, `2026-11-22`, where the clock was doubted and no CRM answers that could say the time. It speaks for that
   * day alone.
   */
  CLOCK_CONFIRMED: z.iso.date().optional(),
  /** Requests one person may make at once and per second, a third of them changing something; on each node. */
  RATE_PERSON: rate.default({ burst: 300, perSecond: 30 }),
  /** The same of all the people of one company together. */
  RATE_COMPANY: rate.default({ burst: 3000, perSecond: 300 }),
  /**
   * File that heads of the audit log are appended to every hour, to be kept where whoever can change the database cannot
   * change it.
   */
  AUDIT_HEADS: z.string().min(1).optional(),
  /**
   * Folder that tells, without a name, who was forgotten, so that a backup brought back does not bring them back; DATA_DIR's
   * `erasures` when absent. It belongs where a restored database is, and in no backup of it.
   */
  ERASURE_LEDGER: z.string().min(1).optional(),
  /** Days a backup is kept: older ones are removed and not brought back, and what was erased is in none by then. */
  BACKUPS_KEPT: z.coerce.number().int().min(1).max(3650).default(35),
  /** Bytes of one file. */
  FILE_SIZE_MOST: z.coerce
    .number()
    .int()
    .positive()
    .default(50 * 1024 * 1024),
  /** Bytes one person may upload within 24 hours. */
  FILES_PERSON_DAY: z.coerce
    .number()
    .int()
    .positive()
    .default(5 * 1024 * 1024 * 1024),
  /** Bytes of files one company may have here; without it there is no limit. */
  FILES_COMPANY_MOST: z.coerce.number().int().positive().optional(),
  /** Media types nobody may upload, comma-separated; `application/x-msdownload`. */
  FILE_TYPES_REFUSED: list.default([]),
  /**
   * ClamAV's clamd, which looks at every file before anybody is given it: `clamd://host:3310`, or `clamd:///run/clamav/clamd.ctl`.
   * While it does not answer nothing can be uploaded.
   */
  FILE_SCANNER: z.url({ protocol: /^clamd$/ }).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  NODE_ENV: z.string().default('development'),
})

export type Settings = ReturnType<typeof readSettings>

/** Throws one sentence naming every variable that is wrong. */
export function readSettings(env: Record<string, string | undefined>) {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const read = environment.safeParse(given)
  if (!read.success) {
    const wrong = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`These settings can't be used. ${wrong.join('; ')}`)
  }
  const settings = read.data
  if (!settings.SECRET_KEY) {
    throw new Error(
      'SECRET_KEY is not set: choose at least 32 random characters (openssl rand -base64 48) and keep them.',
    )
  }
  if (Boolean(settings.SMTP_URL) !== Boolean(settings.MAIL_FROM)) {
    throw new Error('SMTP_URL and MAIL_FROM are set together, or neither is.')
  }
  if (settings.BUS_URL && !settings.DATABASE_URL) {
    throw new Error('BUS_URL is for several nodes on one Postgres: set DATABASE_URL too.')
  }
  const { DYNAMICS_CLIENT_ID, DYNAMICS_CLIENT_SECRET, DYNAMICS_CERTIFICATE } = settings
  if (DYNAMICS_CLIENT_SECRET && DYNAMICS_CERTIFICATE) {
    throw new Error('DYNAMICS_CLIENT_SECRET or DYNAMICS_CERTIFICATE is set, not both.')
  }
  if (Boolean(DYNAMICS_CLIENT_ID) !== Boolean(DYNAMICS_CLIENT_SECRET ?? DYNAMICS_CERTIFICATE)) {
    throw new Error(
      'DYNAMICS_CLIENT_ID and DYNAMICS_CLIENT_SECRET (or DYNAMICS_CERTIFICATE) are set together, or neither is.',
    )
  }
  if (settings.NODE_ENV === 'production' && settings.ALLOW_LOOPBACK_PORTALS) {
    throw new Error('ALLOW_LOOPBACK_PORTALS=1 is for development: it is refused when NODE_ENV=production.')
  }
  return {
    ...settings,
    SECRET_KEY: settings.SECRET_KEY,
    PUBLIC_URL: (settings.PUBLIC_URL ?? `http://${settings.HOST}:${settings.PORT}`).replace(/\/$/, ''),
  }
}
