import type Database from 'better-sqlite3'

/** The driver that encrypts, which speaks as the one that does not; loaded only where it is wanted. */
export async function encryptingDriver(): Promise<typeof Database> {
  try {
    const { default: driver } = await import('better-sqlite3-multiple-ciphers')
    return driver
  } catch (cause) {
    throw new Error(
      'DATABASE_ENCRYPTED=1 needs the package better-sqlite3-multiple-ciphers, which is not installed or not made for ' +
        'this machine: install with optional packages, or set DATABASE_ENCRYPTED=0.',
      { cause },
    )
  }
}

/** SQLCipher's format, version 4: AES-256 and an HMAC for every page of the database, its log and what it sorts on disk. */
export function unlock(connection: Database.Database, key: Uint8Array) {
  connection.pragma("cipher = 'sqlcipher'")
  connection.pragma('legacy = 4')
  connection.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`)
}
