import { expect, it } from 'vitest'

import type { FormLife } from '../api/formReads'
import { faultOfDays, nextMonth, versionsNow } from './publishing'

const today = new Date('2026-12-21T10:00:00')

it('offers the first day of the next month, over the end of a year too', () => {
  expect(nextMonth(today)).toBe('2027-01-01')
})

it('refuses days that are missing, past or the wrong way round, and says so', () => {
  expect(faultOfDays({ isToday: true, from: '', to: '' }, today)).toBe('')
  expect(faultOfDays({ isToday: false, from: '', to: '' }, today)).toBe('使い始める日を入れてください。')
  expect(faultOfDays({ isToday: false, from: '2026-12-20', to: '' }, today)).toBe('使い始める日は、今日より前にはできません。')
  expect(faultOfDays({ isToday: true, from: '', to: '2026-12-20' }, today)).toBe('終わりの日は、使い始める日か、それより後の日にしてください。')
})

it('knows the version in use and those that are yet to come', () => {
  const version = (number: number, validFrom: string, validTo: string | null = null): unknown => ({ id: `${number}`, number, validFrom, validTo })
  const nodes = [version(1, '2026-01-01'), version(2, '2026-06-01', '2026-11-30'), version(3, '2027-04-01')]
  const found = versionsNow({ versions: { nodes } } as FormLife, '2026-12-21')

  expect(found.inForce?.number).toBe(1)
  expect(found.scheduled.map(({ number }) => number)).toEqual([3])
})
