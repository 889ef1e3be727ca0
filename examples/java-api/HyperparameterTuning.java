import static io.eagleray.dsl.Returned.json;
import static io.eagleray.dsl.Returned.object;

import io.eagleray.dsl.Pipeline;
import io.eagleray.dsl.Ray;
import io.eagleray.dsl.Search;
import io.eagleray.dsl.Task;
import io.eagleray.launch.Eagleray;

/** Finds the best hyperparameters of a neural network: ../../eagleray java HyperparameterTuning.java */
public final class HyperparameterTuning {
  public static void main(String... arguments) {
    Search search =
        Search.maximize("accuracy")
            .logUniform("learningRate", 0.001, 1)
            .choice("batchSize", 16, 32, 64, 128)
            .integer("hiddenSize", 2, 33)
            .samples(20)
            .seed(7);
    Pipeline pipeline =
        Pipeline.named("hyperparameter-tuning")
            .step("generate_data", Task.java("Network.java::generateData").returns(object("data")))
            .step("tune", Ray.tune(Task.java("Network.java::train").returns("tuned"), search))
            .step(
                "evaluate",
                Task.java("Network.java::evaluate").returns(object("model"), json("evaluation")));

    var result = Eagleray.here().showing(System.err).run(pipeline);
    System.out.println(result.document().text());
    System.exit(result.isSuccess() ? 0 : 1);
  }
}
