"""The pipeline of pipeline.yaml in Python: python examples/hyperparameter-tuning/pipeline.py"""

from train import evaluate_results, generate_dataset, train_model

from eagleray import Pipeline, PythonTask, RayNode, pickled, json


def main():
    pipeline = Pipeline(
        steps=[
            PythonTask(name="generate_data", function=generate_dataset, returns=[pickled("data")]),
            RayNode(
                name="tune",
                python_task=PythonTask(function=train_model, returns=[json("tune_results")]),
                ray_config="configs/ray_tune.yaml",
            ),
            PythonTask(
                name="evaluate",
                function=evaluate_results,
                returns=[pickled("final_model"), json("evaluation")],
            ),
        ],
        name="hyperparameter_tuning",
    )
    run = pipeline.execute()
    print(run.parameters["evaluation"]["summary"])
    return pipeline


if __name__ == "__main__":
    main()
