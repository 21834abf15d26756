import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import axios, * as axiosShim from '../../crm-adapters/bitrix24/shims/axios.ts'
import * as luxonShim from '../../crm-adapters/bitrix24/shims/luxon.ts'

const sdk = fileURLToPath(new URL('.', import.meta.resolve('@bitrix24/b24jssdk')))
const sources = globSync('**/*.mjs', { cwd: sdk }).map((file) => readFileSync(`${sdk}/${file}`, 'utf8'))

/** Every name the SDK's modules use in one of these ways, once. */
function used(...ways: RegExp[]): string[] {
  const names = sources.flatMap((source) =>
    ways.flatMap((way) => [...source.matchAll(way)].map(([, name = '']) => name)),
  )
  return [...new Set(names)].sort()
}

function importedFrom(name: string): string[] {
  const clauses = used(new RegExp(`import ([^;]*?) from ['"]${name}['"]`, 'g'))
  return [...new Set(clauses.flatMap((clause) => clause.split(/[{},\s]+/).filter(Boolean)))].sort()
}

test('the SDK takes no more from axios than its stand-in has', () => {
  expect(importedFrom('axios')).toEqual(['AxiosError', 'axios'])
  expect(used(/\baxios\.(\w+)\(/g)).toEqual(Object.keys(axios))
  expect(used(/[cC]lientAxios\.(\w+)/g)).toEqual(Object.keys(axios.create()))
})

test('the SDK takes no more from luxon than its stand-in has', () => {
  expect(importedFrom('luxon')).toEqual(Object.keys(luxonShim))
  expect(used(/\bDateTime\.(\w+)/g)).toEqual(Object.keys(luxonShim.DateTime).sort())
  expect(used(/\bdt\.(\w+)\(/g)).toEqual(Object.keys(luxonShim.DateTime.now()).sort())
})

test('a REST call from the widget is refused', async () => {
  await expect(axios.create().post()).rejects.toBeInstanceOf(axiosShim.AxiosError)
})
