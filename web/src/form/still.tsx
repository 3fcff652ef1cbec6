import { Component, type ComponentChildren, type ComponentType } from "preact";

/**
 * A part that is drawn again only when something of it has changed: on a page of many fields each key changes one of
 * them. Functions it is given must therefore see the present by themselves; those of an earlier drawing may be called.
 */
export const still = <Props extends object>(
  Part: ComponentType<Props>,
  isSame: (before: Props, next: Props) => boolean,
): ComponentType<Props> =>
  class Still extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      return !isSame(this.props, next);
    }

    override render(): ComponentChildren {
      return <Part {...this.props} />;
    }
  };
