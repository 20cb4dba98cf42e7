import { Popover } from '@base-ui/react/popover'
import { RadioList, type RadioListProps } from './ui/radio-list.tsx'

/** The choice of connections, as what opens under their name. */
export function ScopeChoice(props: RadioListProps<string | null>) {
  return (
    <>
      <Popover.Title className="sr-only">{props.label}</Popover.Title>
      <RadioList {...props} />
    </>
  )
}
