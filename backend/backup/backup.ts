/** Saves all there is while the server goes on, and brings it back where nothing is. */
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { keyOf, type Place, pathOf } from '../files/port.ts'
import type { Ring } from '../keys/ring.ts'
import {
  BackupRefused,
  checkParts,
  isOlder,
  type Manifest,
  mustBeEmpty,
  type Part,
  readManifest,
  writeManifest,
  writePart,
} from './manifest.ts'

/** A database as a backup sees it. */
export interface Saved {
  engine: Manifest['engine']
  /** Saves one moment of it into the folder: all that was acknowledged before is in it. */
  save(folder: string): Promise<{ parts: Part[]; schema: number; companies: string[] }>
  /**
   * Brings it back. @throws BackupRefused when something is there, or it is of another schema than this version can take
   */
  bringBack(folder: string, manifest: Manifest): Promise<void>
}

export interface Kept {
  database: Saved
  place: Place
  ring: Ring
}

const FILES = 'files'

/**
 * Saves into an empty folder. The database first: a file is stored before the row that speaks of it, so each that is
 * spoken of is there, or was erased meanwhile.
 */
export async function save(
  { database, place, ring }: Kept,
  folder: string,
  version: string,
  now = new Date(),
) {
  await mustBeEmpty(folder)
  const { parts, schema, companies } = await database.save(folder)
  for (const company of companies) {
    for await (const { key } of place.list(company)) {
      const bytes = await place.get(key)
      if (bytes) parts.push(await writePart(folder, `${FILES}/${pathOf(key)}`, bytes))
    }
  }
  const label = await place.label()
  const said: Manifest = {
    ...{ format: 1, madeAt: now.toISOString(), version, engine: database.engine, schema, key: ring.id },
    ...(label !== undefined && { label }),
    parts,
  }
  await writeManifest(folder, said)
  return said
}

/**
 * @param daysMost how old it may be: an older one would bring back who was forgotten so long ago that nobody remembers it
 * @throws BackupRefused, or KeyUnknown when it was sealed under another SECRET_KEY; then nothing was changed
 */
export async function bringBack(
  kept: Kept,
  folder: string,
  daysMost: number,
  now = new Date(),
): Promise<Manifest> {
  const said = await readManifest(folder)
  if (isOlder(said, daysMost, now))
    throw new BackupRefused(
      `The backup is of ${said.madeAt}, older than the ${daysMost} days backups are kept (BACKUPS_KEPT): it may hold people who were to be forgotten. Choose a younger one.`,
    )
  const { database, place, ring } = kept
  if (said.engine !== database.engine)
    throw new BackupRefused(
      `The backup is of ${said.engine}, and the settings are for ${database.engine}: ${said.engine === 'postgres' ? 'set' : 'leave out'} DATABASE_URL.`,
    )
  ring.mustKnow(said.key)
  await checkParts(folder, said.parts)
  await database.bringBack(folder, said)
  for (const { path, size } of said.parts) {
    const key = path.startsWith(`${FILES}/`) ? keyOf(path.slice(FILES.length + 1)) : undefined
    if (key) await place.put(key, createReadStream(join(folder, path)), size)
  }
  if (said.label !== undefined) await place.setLabel(said.label)
  return said
}
