import { type LazyExoticComponent, lazy, type ReactNode } from 'react'

type Component<P> = (props: P) => ReactNode

/** A component that is loaded when it is first drawn, or when somebody says that it soon will be. */
export type LazyNamed<P> = LazyExoticComponent<Component<P>> & { preload(): Promise<void> }

/** `lazyNamed(async () => (await import('./x.tsx')).X)`: as `lazy`, for modules without a default. */
export function lazyNamed<P extends object>(load: () => Promise<Component<P>>): LazyNamed<P> {
  return Object.assign(
    lazy(async () => ({ default: await load() })),
    {
      // A failure shows when it is drawn, where there is somebody to tell.
      preload: () =>
        load().then(
          () => {},
          () => {},
        ),
    },
  )
}
