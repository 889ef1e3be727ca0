package io.eagleray.search.journal;

import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.Domain;
import io.eagleray.search.space.ListedDomain;
import io.eagleray.search.space.Parameter;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.study.Outcome;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events as bytes. A configuration is a bit for each parameter, whether it is active, then for each
 * active one a number's 8 bytes or its place in the list of values.
 */
final class EventCodec {
  private static final byte ASKED = 1;
  private static final byte REPORTED = 2;
  private static final byte COMPLETED = 3;
  private static final byte STOPPED = 4;
  private static final byte FAILED = 5;
  private static final byte RESTARTED = 6;
  private static final byte RESUMED = 7;

  private final SearchSpace space;
  private final int objectives;
  private final int constraints;

  EventCodec(SearchSpace space, int objectives, int constraints) {
    this.space = space;
    this.objectives = objectives;
    this.constraints = constraints;
  }

  /** More bytes than any event takes. */
  int mostBytes() {
    return 64 + 10 * (space.size() + objectives + constraints);
  }

  void write(Event event, ByteBuffer out) {
    switch (event) {
      case Event.Asked(Configuration config) -> {
        out.put(ASKED);
        writeConfiguration(config, out);
      }
      case Event.Reported(int trial, long step, List<Double> values) -> {
        out.put(REPORTED);
        Varint.write(trial, out);
        Varint.write(step, out);
        values.forEach(out::putDouble);
      }
      case Event.Told(int trial, Outcome outcome) -> writeOutcome(trial, outcome, out);
      case Event.Restarted(int trial, long fromStep) -> {
        out.put(RESTARTED);
        Varint.write(trial, out);
        Varint.write(fromStep, out);
      }
      case Event.Resumed(int trial) -> {
        out.put(RESUMED);
        Varint.write(trial, out);
      }
    }
  }

  private static void writeOutcome(int trial, Outcome outcome, ByteBuffer out) {
    out.put(
        switch (outcome) {
          case Outcome.Completed completed -> COMPLETED;
          case Outcome.Stopped() -> STOPPED;
          case Outcome.Failed() -> FAILED;
        });
    Varint.write(trial, out);
    if (outcome instanceof Outcome.Completed(List<Double> values, List<Double> limits)) {
      values.forEach(out::putDouble);
      limits.forEach(out::putDouble);
    }
  }

  private void writeConfiguration(Configuration config, ByteBuffer out) {
    List<Parameter> parameters = space.parameters();
    for (int i = 0; i < parameters.size(); i += 8) {
      int bits = 0;
      for (int j = i; j < Math.min(i + 8, parameters.size()); j++) {
        bits |= config.has(parameters.get(j).name()) ? 1 << (j - i) : 0;
      }
      out.put((byte) bits);
    }
    for (Parameter parameter : parameters) {
      if (!config.has(parameter.name())) {
        continue;
      }
      Object value = config.get(parameter.name());
      if (parameter.domain() instanceof ListedDomain listed) {
        Varint.write(listed.indexOf(value), out);
      } else {
        out.putDouble(((Number) value).doubleValue());
      }
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws JournalException if it is nothing that {@link #write} writes
   */
  Event read(ByteBuffer in) {
    try {
      byte kind = in.get();
      return switch (kind) {
        case ASKED -> new Event.Asked(readConfiguration(in));
        case REPORTED -> new Event.Reported(number(in), Varint.read(in), doubles(in, objectives));
        case COMPLETED -> {
          int trial = number(in);
          List<Double> values = doubles(in, objectives);
          yield new Event.Told(trial, Outcome.completed(values, doubles(in, constraints)));
        }
        case STOPPED -> new Event.Told(number(in), Outcome.stopped());
        case FAILED -> new Event.Told(number(in), Outcome.failed());
        case RESTARTED -> new Event.Restarted(number(in), Varint.read(in));
        case RESUMED -> new Event.Resumed(number(in));
        default -> throw new JournalException("unknown kind of event " + kind);
      };
    } catch (BufferUnderflowException | IndexOutOfBoundsException incomplete) {
      throw new JournalException("an event is incomplete");
    }
  }

  private Configuration readConfiguration(ByteBuffer in) {
    List<Parameter> parameters = space.parameters();
    byte[] active = new byte[(parameters.size() + 7) / 8];
    in.get(active);
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      if ((active[i / 8] >> (i % 8) & 1) != 0) {
        Domain domain = parameters.get(i).domain();
        values.put(
            parameters.get(i).name(),
            domain instanceof ListedDomain listed
                ? listed.values().get(number(in))
                : domain.canonical(in.getDouble()));
      }
    }
    return Configuration.of(values);
  }

  private static int number(ByteBuffer in) {
    return (int) Varint.read(in);
  }

  private static List<Double> doubles(ByteBuffer in, int count) {
    List<Double> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(in.getDouble());
    }
    return values;
  }
}
