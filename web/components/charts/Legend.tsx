import classes from './charts.module.css';

export type Mark = 'solid' | 'dashed' | 'band' | 'dotted';

/** What each line of a chart is: a drawn sample and its name. */
export function Legend({ items }: { items: readonly { name: string; mark: Mark }[] }) {
  return (
    <ul className={classes.legend}>
      {items.map(({ name, mark }) => (
        <li key={name}>
          <span aria-hidden="true" className={`${classes.sample} ${classes[mark]}`} />
          {name}
        </li>
      ))}
    </ul>
  );
}
