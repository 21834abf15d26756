import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

/** CHROMIUM_PATH, else the packaged browser of tools/browser, else an installed Chrome or Edge. */
export async function launchChromium(): Promise<Browser> {
  const given = process.env.CHROMIUM_PATH
  if (given) return chromium.launch({ executablePath: given, args })
  if (existsSync(packageHome)) return chromium.launch(await packaged())
  return firstInstalled()
}

// Only this flag: the package's own set switches off CORS and site isolation, which the tests are about.
const args = ['--no-sandbox']

const packageHome = join(process.cwd(), 'tools/browser/node_modules/@sparticuz/chromium')
const unpacked = join(process.cwd(), 'tools/browser/node_modules/.chromium')

async function packaged(): Promise<LaunchOptions> {
  if (!existsSync(unpacked)) await unpack()
  const libraries = [join(unpacked, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  return {
    executablePath: join(unpacked, 'chromium'),
    args,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: libraries,
      FONTCONFIG_FILE: join(unpacked, 'own-fonts.conf'),
    },
  }
}

/** Unpacked aside and moved into place, so that nobody ever starts half a browser. */
async function unpack() {
  const aside = mkdtempSync(`${unpacked}-`)
  const home = process.env.TMPDIR
  // The package unpacks into the system's temporary folder and takes whatever browser is there already.
  process.env.TMPDIR = aside
  try {
    const { default: pack, inflate } = await import(pathToFileURL(join(packageHome, 'build/index.js')).href)
    await pack.executablePath()
    await inflate(join(packageHome, 'bin/al2023.tar.br'))
  } finally {
    if (home === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = home
  }
  mkdirSync(join(aside, 'font-cache'))
  writeFileSync(join(aside, 'own-fonts.conf'), fontsConf)
  try {
    renameSync(aside, unpacked)
  } catch (error) {
    rmSync(aside, { recursive: true })
    if (!existsSync(unpacked)) throw error
  }
}

// The package's own list names a fixed folder, and without any font a page crashes.
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir>${unpacked}/fonts</dir>
  <cachedir>${unpacked}/font-cache</cachedir>
</fontconfig>
`

async function firstInstalled(): Promise<Browser> {
  for (const channel of ['chrome', 'msedge', 'chromium']) {
    try {
      return await chromium.launch({ channel, args })
    } catch {
      // Not installed: the next one may be.
    }
  }
  throw new Error(
    'No browser for the tests: name one in CHROMIUM_PATH, or run `npx playwright-core install chromium`.',
  )
}
