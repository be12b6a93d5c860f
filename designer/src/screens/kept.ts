/**
 * Work that the server does not have yet, kept in this browser: one entry for each official and form.
 *
 * A template holds no personal data. What cannot be kept (private window, full disk) is not a fault
 * of its own: the work is on the screen and is sent as soon as the server answers.
 */
import type { Template } from '../template/types'

export interface Kept {
  template: Template
  base: Template // what the server had when the work began …
  version: number // … and its version
  unanswered: readonly Template[] // what was sent last; perhaps it arrived, and the answer did not
  keptAt: string
}

const STORE = 'unsent'

function opened(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const asked = indexedDB.open('madoguchi-designer', 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE)
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => failed(asked.error)
  })
}

async function ask<Result>(mode: IDBTransactionMode, make: (store: IDBObjectStore) => IDBRequest<Result>): Promise<Result | undefined> {
  try {
    const database = await opened()
    return await new Promise<Result>((done, failed) => {
      const made = make(database.transaction(STORE, mode).objectStore(STORE))
      if (made.transaction === null) return failed(made.error)
      made.transaction.oncomplete = () => done(made.result)
      made.transaction.onabort = () => failed(made.error)
    }).finally(() => database.close())
  } catch {
    return undefined
  }
}

const keyOf = (staffId: string, formId: string): string => `${staffId} ${formId}`

export const keep = (staffId: string, formId: string, kept: Kept): Promise<unknown> =>
  ask('readwrite', (store) => store.put(kept, keyOf(staffId, formId)))

export const forget = (staffId: string, formId: string): Promise<unknown> =>
  ask('readwrite', (store) => store.delete(keyOf(staffId, formId)))

export const findKept = (staffId: string, formId: string): Promise<Kept | undefined> =>
  ask('readonly', (store) => store.get(keyOf(staffId, formId)) as IDBRequest<Kept | undefined>)
