package io.eagleray.engine.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** Opens connections of one store. */
final class PostgresConnections {
  /** Seconds; an answer that takes longer counts as a database that went away. */
  private static final String ANSWER_LIMIT = "30";

  private static final String CONNECT_LIMIT = "10";

  private final PostgresAddress address;
  private final String name;

  PostgresConnections(PostgresAddress address) {
    this.address = address;
    this.name =
        "eagleray "
            + ProcessHandle.current().pid()
            + " "
            + UUID.randomUUID().toString().substring(0, 8);
  }

  PostgresAddress address() {
    return address;
  }

  /** What the database calls this store: {@code eagleray}, the process id, and a random word. */
  String name() {
    return name;
  }

  /** A connection whose statements find our tables, and are transactions by themselves. */
  Connection open() throws SQLException {
    Properties properties = new Properties();
    address.user().ifPresent(user -> properties.setProperty("user", user));
    address.password().ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("ApplicationName", name);
    properties.setProperty("connectTimeout", CONNECT_LIMIT);
    properties.setProperty("loginTimeout", CONNECT_LIMIT);
    properties.setProperty("socketTimeout", ANSWER_LIMIT);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("reWriteBatchedInserts", "true");
    @Nullable Connection connection = new Driver().connect(address.jdbc(), properties);
    if (connection == null) {
      throw new SQLException("no PostgreSQL URL: " + address.place(), "08001");
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path TO " + address.schema());
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
