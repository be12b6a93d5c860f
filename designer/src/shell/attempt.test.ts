import { expect, test } from 'vitest'

import { Attempt } from './attempt.svelte'

test('what fails is told, and forgotten with the next try', async () => {
  const attempt = new Attempt()

  expect(await attempt.run(() => Promise.reject(new Error('だめでした。')))).toBeUndefined()
  expect([attempt.fault, attempt.isBusy]).toEqual(['だめでした。', false])
  const second = attempt.run(() => Promise.resolve(7))
  expect([attempt.fault, attempt.isBusy]).toEqual(['', true])
  expect(await second).toBe(7)
  expect(attempt.isBusy).toBe(false)
})

test('of two at once the last one counts', async () => {
  const attempt = new Attempt()
  let fail = (_: Error): void => undefined
  let finish = (): void => undefined
  const first = attempt.run(() => new Promise<void>((_, failed) => (fail = failed)))
  const last = attempt.run(() => new Promise<void>((done) => (finish = done)))

  fail(new Error('古い答え'))
  await first
  expect([attempt.fault, attempt.isBusy]).toEqual(['', true])
  finish()
  await last
  expect(attempt.isBusy).toBe(false)
})
