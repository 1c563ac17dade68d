"""What several processes of one bot have in common, kept in Redis: WATCHBOOK_REDIS_URL puts it there.

In common are what conversations remember, which activities were taken, what each caller asked lately, the budget of
Graph requests, and reads. `redis` is imported here alone, and only where the setting is made. Values are encrypted and
expire by themselves; names tell nothing of what is kept under them.

When Redis goes away, no turn waits for it: `link.Link` tells within a fraction of a second, and notices by itself when
it is back. Until then

- each process remembers what is asked of it; what was said before is not known, and a follow-up to it is asked back;
- an activity that is delivered twice to two processes is answered twice;
- each process limits callers by itself, and reads for itself;
- each process takes its share of the Graph budget: together they stay below the limit (`window.SharedWindow`).
"""
