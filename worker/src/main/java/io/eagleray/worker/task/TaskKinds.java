package io.eagleray.worker.task;

import java.util.concurrent.Executor;

/** What the tasks of one worker share. */
record TaskKinds(UserClasses classes, Executor threads, LogPusher pusher) {}
