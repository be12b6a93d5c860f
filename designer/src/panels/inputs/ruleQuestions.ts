/** What is asked about one check of an answer. */
import { digitsOf, digitsPattern, READY_PATTERNS, type Rule } from '../../template/validations'
import { question, type Asked } from '../questions'

const DIGITS = '!digits'
const COUNT = question('count', '文字数', 'number', { unit: '文字', minimum: 1, maximum: 2000, step: 1 })
const SHAPES = [...READY_PATTERNS.map(({ pattern, label }) => ({ value: pattern, label })), { value: DIGITS, label: '決まった桁数の数字' }]
const SHAPE = question('shape', '答えの形', 'choice', { choices: SHAPES })
const NUMBER = question('digits', '桁数', 'number', { unit: '桁', minimum: 1, maximum: 50, step: 1 })
const MESSAGE = question('message', '合わないときの知らせ', 'text', { help: '空欄なら、決まった文を出します。' })

export function ruleQuestions(rule: Rule, change: (rule: Rule, merge?: boolean) => void): Asked[] {
  const pattern = String(rule.value ?? '')
  const digits = rule.rule === 'pattern' ? digitsOf(pattern) : undefined
  const withDigits = (count: number, merge: boolean): void => change({ ...rule, value: digitsPattern(count), message: `${count}桁の数字で入力してください。` }, merge)

  function setShape(chosen: unknown): void {
    const ready = READY_PATTERNS.find((each) => each.pattern === chosen)
    if (ready) change({ ...rule, value: ready.pattern, message: ready.message })
    else if (chosen === DIGITS) withDigits(digits ?? 10, false)
  }

  function setMessage(message: unknown): void {
    const { message: _, ...others } = rule
    change(message ? { ...others, message: String(message) } : others, true)
  }

  const count: Asked = { property: COUNT, value: rule.value, mustAnswer: true, change: (value) => change({ ...rule, value: Number(value) }, true) }
  const shape: Asked = { property: SHAPE, value: digits ? DIGITS : pattern, mustAnswer: true, change: setShape }
  const number: Asked = { property: NUMBER, value: digits, mustAnswer: true, change: (value) => withDigits(Number(value), true) }
  return [
    ...(rule.rule === 'maxLength' || rule.rule === 'minLength' ? [count] : []),
    ...(rule.rule === 'pattern' ? [shape] : []),
    ...(digits ? [number] : []),
    { property: MESSAGE, value: rule.message, change: setMessage },
  ]
}
