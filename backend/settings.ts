/** Every setting of the backend: an environment variable, what it means, what holds without it, how it is checked. */
import { join } from 'node:path'
import { z } from 'zod'
import { root } from './root.ts'

const port = z.coerce.number().int().min(0).max(65_535)
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
)
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
  /** Where browsers and hosts reach us, without a path; `https://chat.example.com`. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** How many proxies of yours stand before us: so many addresses of `X-Forwarded-For`, from its end, are believed. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  BITRIX24_CLIENT_ID: z.string().min(1).optional(),
  BITRIX24_CLIENT_SECRET: z.string().min(1).optional(),
  /** The only OAuth servers that are ever asked. */
  BITRIX24_OAUTH_HOSTS: list.default(['oauth.bitrix.info', 'oauth.bitrix24.tech']),
  /** Requests a portal takes at once and per second, as its plan has it: `250/5` on Enterprise, more where it is your own. */
  BITRIX24_RATE: z
    .string()
    .regex(/^[1-9]\d{0,5}\/[1-9]\d{0,5}$/, 'expected two numbers as 50/2')
    .transform((text) => {
      const [burst = 0, perSecond = 0] = text.split('/').map(Number)
      return { burst, perSecond }
    })
    .default({ burst: 50, perSecond: 2 }),
  /** Of our application in Microsoft Entra; without both there is no Dynamics 365 here. */
  DYNAMICS_CLIENT_ID: z.guid().optional(),
  DYNAMICS_CLIENT_SECRET: z.string().min(1).optional(),
  /**
   * Microsoft's cloud the organizations are in: `public`, `usgov` (GCC High), `usdod` or `china`. Another is named by the
   * address people sign in at and the endings of its organizations' names, between blanks.
   */
  DYNAMICS_CLOUD: z
    .string()
    .regex(
      /^(public|usgov|usdod|china|https?:\/\/[^\s/]+( [a-z\d.#-]+)*)$/,
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
  /** Bytes of one file. */
  FILE_SIZE_MOST: z.coerce
    .number()
    .int()
    .positive()
    .default(50 * 1024 * 1024),
  /** Media types nobody may upload, comma-separated; `application/x-msdownload`. */
  FILE_TYPES_REFUSED: list.default([]),
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
  if (Boolean(settings.DYNAMICS_CLIENT_ID) !== Boolean(settings.DYNAMICS_CLIENT_SECRET)) {
    throw new Error('DYNAMICS_CLIENT_ID and DYNAMICS_CLIENT_SECRET are set together, or neither is.')
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
