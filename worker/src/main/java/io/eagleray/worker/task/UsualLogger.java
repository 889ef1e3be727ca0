package io.eagleray.worker.task;

import java.text.MessageFormat;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A system logger that writes to {@code java.util.logging}, as the platform's own does. */
final class UsualLogger implements System.Logger {
  private final Logger logger;

  UsualLogger(String name) {
    this.logger = Logger.getLogger(name);
  }

  @Override
  public String getName() {
    return String.valueOf(logger.getName());
  }

  @Override
  public boolean isLoggable(Level level) {
    return logger.isLoggable(usual(level));
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String text,
      @Nullable Throwable thrown) {
    logger.log(usual(level), translated(bundle, text), thrown);
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... parameters) {
    if (isLoggable(level)) {
      String text = translated(bundle, format);
      boolean plain = parameters == null || parameters.length == 0;
      logger.log(usual(level), plain ? text : MessageFormat.format(text, parameters));
    }
  }

  private static String translated(@Nullable ResourceBundle bundle, @Nullable String text) {
    if (bundle == null || text == null) {
      return String.valueOf(text);
    }
    try {
      return bundle.getString(text);
    } catch (MissingResourceException | ClassCastException e) {
      return text;
    }
  }

  private static java.util.logging.Level usual(Level level) {
    return switch (level) {
      case ALL -> java.util.logging.Level.ALL;
      case TRACE -> java.util.logging.Level.FINER;
      case DEBUG -> java.util.logging.Level.FINE;
      case INFO -> java.util.logging.Level.INFO;
      case WARNING -> java.util.logging.Level.WARNING;
      case ERROR -> java.util.logging.Level.SEVERE;
      case OFF -> java.util.logging.Level.OFF;
    };
  }
}
