"""Figures as Markdown tables; progress goes to standard error."""

import statistics
import sys


def spread(values, form="{:.2f}"):
    """Least, middle and greatest."""
    if len(values) == 1:
        return form.format(values[0])
    return " / ".join(form.format(f(values)) for f in (min, statistics.median, max))


def progress(title, size, cost):
    print(f"{title}: {size:,}: {cost.cpu:.2f} s CPU", file=sys.stderr, flush=True)


def wall_progress(title, seconds):
    print(f"{title}: {seconds:.1f} s", file=sys.stderr, flush=True)


def walls(title, found):
    """Names end in the number of trials."""
    print(f"### {title}\n")
    print("| search | runs | wall s | trials a second |")
    print("|---|---|---|---|")
    for name, seconds in found.items():
        count = int(name.split()[-2])
        print(f"| {name} | {len(seconds)} | {spread(seconds, '{:.1f}')} | {count / statistics.median(seconds):.1f} |")
    print(flush=True)


def scaling(title, unit, costs):
    print(f"### {title}\n")
    print(f"| {unit}s | runs | CPU s | wall s | memory MiB | CPU ms a {unit}, all told | of each further one |")
    print("|---|---|---|---|---|---|---|")
    before = None
    for size, found in costs.items():
        cpu = statistics.median(cost.cpu for cost in found)
        further = "" if before is None else f"{(cpu - before[1]) / (size - before[0]) * 1000:.2f}"
        print(
            f"| {size:,} | {len(found)} | {spread([c.cpu for c in found])} | {spread([c.wall for c in found])} "
            f"| {spread([c.memory / 2**20 for c in found], '{:.0f}')} | {cpu / size * 1000:.2f} | {further} |"
        )
        before = (size, cpu)
    print(flush=True)


def plain(title, costs):
    print(f"### {title}\n")
    print("| command | runs | CPU s | wall s | memory MiB |")
    print("|---|---|---|---|---|")
    for name, found in costs.items():
        print(
            f"| {name} | {len(found)} | {spread([c.cpu for c in found])} | {spread([c.wall for c in found])} "
            f"| {spread([c.memory / 2**20 for c in found], '{:.0f}')} |"
        )
    print(flush=True)
