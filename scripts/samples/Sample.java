import java.util.Arrays;
import java.util.List;

/** Prints what switches over types and records say, to compare two forms of this class. */
final class Sample {
  private Sample() {}

  sealed interface Shape permits Circle, Box, Group {
    /** In an interface. */
    static String name(Object value) {
      return switch (value) {
        case Circle circle -> "circle";
        case Shape shape -> "shape";
        default -> "none";
      };
    }
  }

  record Circle(double radius) implements Shape {}

  record Box(Shape inside, int depth) implements Shape {}

  record Group(List<Shape> members) implements Shape {}

  enum Size {
    SMALL,
    LARGE
  }

  record Empty() {}

  record All(
      boolean a, byte b, char c, short d, int e, long f, float g, double h, String i, int[] j) {}

  record Generic<T extends Comparable<T>>(T value) {}

  private static String guarded(Object value) {
    return switch (value) {
      case null -> "null";
      case Integer number when number < 0 -> "negative";
      case Integer number when number > 100 -> "large";
      case Integer number -> "number " + number;
      case String text when text.isEmpty() -> "empty";
      case CharSequence text -> "text of " + text.length();
      case int[] array -> "array of " + array.length;
      case Box(Box(Circle(double radius), int inner), int outer) when inner == outer ->
          "twice " + radius;
      case Box(Circle circle, int depth) -> "round at " + depth;
      case Box(var inside, var depth) -> "box of " + inside;
      case Record record -> "record " + record.hashCode();
      default -> "other";
    };
  }

  private static String exhaustive(Shape shape) {
    return switch (shape) {
      case Circle(double radius) -> "circle " + radius;
      case Box box -> "box in " + exhaustive(box.inside());
      case Group(var members) -> members.stream().map(Sample::exhaustive).toList().toString();
    };
  }

  /** Its labels are not types alone. */
  private static String mixed(Object value) {
    return switch (value) {
      case Size.SMALL -> "small";
      case Size size -> "size";
      case String text -> text;
      default -> "other";
    };
  }

  private static All all(float g, double h, String i) {
    return new All(true, (byte) -1, 'x', (short) 7, -3, 1L << 40, g, h, i, null);
  }

  private static String nothing(Shape shape) {
    try {
      return exhaustive(shape);
    } catch (NullPointerException e) {
      return "null is refused";
    }
  }

  public static void main(String[] arguments) {
    Circle circle = new Circle(2);
    Shape nested = new Box(new Box(circle, 1), 1);
    List<Object> values =
        Arrays.asList(
            null, -1, 7, 101, "", "abc", new StringBuilder("ab"), new int[3], circle, nested,
            new Box(circle, 4), new Box(new Group(List.of()), 2), new Empty(), 1.5, Size.SMALL,
            Size.LARGE, new Group(List.of(circle, nested)), new Generic<>("a"));
    for (Object value : values) {
      System.out.println(guarded(value) + ", " + (value == null ? "" : mixed(value)));
      System.out.println(value == null ? "" : Shape.name(value));
      System.out.println(value instanceof Shape shape ? exhaustive(shape) : nothing(null));
    }
    List<Record> records =
        Arrays.asList(
            new Empty(), new Empty(), circle, new Circle(Double.NaN), new Circle(Double.NaN),
            new Circle(0.0), new Circle(-0.0), all(0f, 1, "a"), all(-0f, 1, "a"),
            all(Float.NaN, 1, "a"), all(Float.NaN, 1, "a"), all(0f, 1, null), all(0f, 1, null),
            all(0f, 1, "a"), new Generic<>(1), new Generic<>(1L), new Generic<>(null), null);
    for (Record one : records) {
      for (Record other : records) {
        System.out.print(one == null ? "- " : one.equals(other) ? "1 " : "0 ");
      }
      System.out.println(one == null ? "" : one.hashCode() + " " + one);
    }
  }
}
