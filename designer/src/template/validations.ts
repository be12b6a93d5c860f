/** The checks of an answer (入力の確かめ): in words, with ready shapes, and tried out as the backend does. */
import type { Input } from './types'

export type Rule = NonNullable<Input['validate']>[number]

export interface ReadyPattern {
  label: string
  pattern: string
  example: string
  message: string
}

const DIGIT = '[0-9０-９]'

/** Shapes that officials ask for; written in a pattern that the backend and the browser read alike. */
export const READY_PATTERNS: readonly ReadyPattern[] = [
  { label: '電話番号', pattern: `${DIGIT}[-0-9０-９－]{8,13}`, example: '0545-00-0000', message: '電話番号の形が違います。' },
  { label: '郵便番号（７桁）', pattern: `${DIGIT}{3}[-－]?${DIGIT}{4}`, example: '417-0051', message: '郵便番号は７桁の数字で入力してください。' },
  { label: '半角の英数字', pattern: '[A-Za-z0-9]+', example: 'AB12', message: '半角の英数字で入力してください。' },
  { label: 'メールアドレス', pattern: '[^@ ]+@[^@ ]+', example: 'name@example.jp', message: 'メールアドレスの形が違います。' },
  { label: '時刻（24時間）', pattern: '([01]?[0-9]|2[0-3]):[0-5][0-9]', example: '9:30', message: '時刻は 9:30 のように入力してください。' },
]

const DIGITS = /^\(\[0-9０-９\]\[-－\]\?\)\{(\d+)\}$/

/** A number of so many digits; hyphens between them are all right. */
export const digitsPattern = (count: number): string => `(${DIGIT}[-－]?){${count}}`

/** How many digits a pattern of that kind asks for. */
export function digitsOf(pattern: string): number | undefined {
  const count = DIGITS.exec(pattern)?.[1]
  return count === undefined ? undefined : Number(count)
}

/** The checks that make sense for a type, in the order they are offered. */
export function rulesFor(type: string): Rule['rule'][] {
  if (type === 'text' || type === 'longText') return ['maxLength', 'minLength', 'katakana', 'digits', 'pattern']
  return type === 'date' ? ['notBefore'] : []
}

export const RULE_WORDS: Readonly<Record<string, string>> = {
  maxLength: '文字数の上限',
  minLength: '文字数の下限',
  katakana: 'カタカナだけ',
  digits: '数字だけ',
  pattern: '決まった形（電話番号など）',
  notBefore: 'ほかの日より前ではない',
}

/** A new check with a sound value. */
export function newRule(rule: string): Rule {
  if (rule === 'maxLength') return { rule, value: 60 }
  if (rule === 'minLength') return { rule, value: 1 }
  const [ready] = READY_PATTERNS
  if (rule === 'pattern' && ready) return { rule, value: ready.pattern, message: ready.message }
  return { rule }
}

/** A check as a sentence with an example. */
export function sayRule({ rule, value }: Rule, labelOf: (field: string) => string): string {
  const digits = typeof value === 'string' ? digitsOf(value) : undefined
  const ready = READY_PATTERNS.find(({ pattern }) => pattern === value)
  const sentences: Record<string, string> = {
    maxLength: `${value}文字までです。`,
    minLength: `${value}文字以上です。`,
    katakana: 'カタカナだけです（例 ヤマダ　タロウ）。',
    digits: '数字だけです（例 12345）。',
    pattern: digits ? `${digits}桁の数字です。` : ready ? `${ready.label}の形です（例 ${ready.example}）。` : '決まった形です。',
    notBefore: value ? `「${labelOf(String(value))}」より前の日は入れられません。` : '比べる日を選んでください。',
  }
  return sentences[rule] ?? '決まった確かめをします。'
}

const KATAKANA = /^[ァ-ヶー・゛゜ヽヾ 　]*$/
const DIGITS_ONLY = /^[0-9０-９]*$/

/** Whether an answer breaks a check; `null` when that cannot be tried here. */
export function breaksRule({ rule, value }: Rule, answer: string, read: (field: string) => unknown): boolean | null {
  const letters = [...answer].length
  if (rule === 'maxLength') return letters > Number(value)
  if (rule === 'minLength') return letters < Number(value)
  if (rule === 'katakana') return !KATAKANA.test(answer)
  if (rule === 'digits') return !DIGITS_ONLY.test(answer)
  if (rule === 'notBefore') {
    const earlier = read(String(value))
    return typeof earlier === 'string' && earlier !== '' && answer < earlier
  }
  const pattern = compiled(String(value ?? ''))
  return pattern && !pattern.test(answer)
}

/** A pattern that must fit the whole answer; `null` when it is none. */
export function compiled(pattern: string): RegExp | null {
  try {
    return new RegExp(`^(?:${pattern})$`)
  } catch {
    return null
  }
}

const MESSAGES: Readonly<Record<string, (value: unknown) => string>> = {
  maxLength: (value) => `は${value}文字以内で入力してください。`,
  minLength: (value) => `は${value}文字以上で入力してください。`,
  katakana: () => 'はカタカナで入力してください。',
  digits: () => 'は数字で入力してください。',
  notBefore: () => 'の日付の前後が合いません。',
}

/** What the counter is told when an answer breaks a check. */
export const messageOf = (rule: Rule, label: string): string => rule.message ?? `「${label}」${MESSAGES[rule.rule]?.(rule.value) ?? 'の形が違います。'}`
