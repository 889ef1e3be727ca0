"""Stands in for the study process: it speaks its lines, and decides as simply as can be. Started as ``java … StudyMain``."""

import json
import sys


def say(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def event(type, **body):
    return {"type": type, "body": {"path": "tune", **body}}


def main():
    spec = json.loads(sys.stdin.readline())
    settled = spec["settled"]
    print("study begins with", settled["slots"], "slots", file=sys.stderr)
    configs = [{"x": (number + 1) / 10} for number in range(settled["num_samples"])]
    done = {body["trial"] for body in (e["body"] for e in spec["history"] if e["type"] == "TrialEnded")}
    waiting = [number for number in range(len(configs)) if number not in done]
    running = {}
    attempts = dict.fromkeys(range(len(configs)), 0)

    def fill():
        while waiting and len(running) < settled["slots"]:
            number = waiting.pop(0)
            attempts[number] += 1
            running[number] = attempts[number]
            if attempts[number] == 1:
                say({"op": "events", "events": [event("TrialAsked", trial=number, config=configs[number])]})
            say({"op": "events", "events": [event("TrialStarted", trial=number, attempt=attempts[number], fromStep=0)]})
            trial = {"number": number, "attempt": attempts[number], "step": 0, "checkpoint": None, "config": configs[number]}
            say({"op": "start", "id": number, "trial": trial, "arguments": {}, "alone": attempts[number] > 1})

    fill()
    cancelled = False
    while running:
        message = json.loads(sys.stdin.readline())
        if message["op"] == "cancel":
            cancelled = True
            waiting.clear()
            for number in running:
                say({"op": "cancel", "id": number})
            continue
        number = message["id"]
        if message["op"] == "report":
            body = {key: message[key] for key in ("step", "metrics", "checkpoint") if key in message}
            say({"op": "events", "events": [event("TrialReported", trial=number, attempt=running[number], **body)]})
            say({"op": "decision", "id": number, "decision": "stop" if message["step"] >= 3 else "continue"})
            continue
        attempt = running.pop(number)
        if message["outcome"] == "lost":
            waiting.insert(0, number)
        elif message["outcome"] == "failed":
            end = event("TrialEnded", trial=number, attempt=attempt, status="FAILED", value=None, failure=message["failure"], willRetry=False)
            say({"op": "events", "events": [end]})
        elif message["outcome"] == "returned":
            status = "STOPPED" if message["stopped"] else "COMPLETED"
            say({"op": "events", "events": [event("TrialEnded", trial=number, attempt=attempt, status=status, value=message["value"], willRetry=False)]})
        fill()
    say({"op": "end", "end": {"outcome": "cancelled"} if cancelled else {"outcome": "done", "ended": "all trials"}})


if "-version" in sys.argv:
    print('openjdk version "25.0.1"', file=sys.stderr)
elif sys.argv[-1].endswith("StudyMain"):
    main()
else:
    sys.exit(f"not the study process: {sys.argv}")
